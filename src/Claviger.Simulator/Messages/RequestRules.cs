using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Messages;

/// <summary>The 400s and 404s that upstream gives to a messages body (facts of 2026-11-23).</summary>
internal static class RequestRules
{
    public static Refusal? Check(MessageRequest request, bool counting, bool batch = false)
    {
        if (request.Model is null) return Refusal.Invalid("model: Field required");
        if (!request.HasMessages) return Refusal.Invalid("messages: Field required");
        if (ModelCatalogue.Find(request.Model) is not { IsRetired: false } model) return Refusal.NotFound($"model: {request.Model}");
        return (counting ? null : CheckOutput(request, model, batch)) ?? CheckOptions(request, model);
    }

    private static Refusal? CheckOutput(MessageRequest request, SimulatedModel model, bool batch)
    {
        if (request.MaxTokens is not { } most) return Refusal.Invalid("max_tokens: Field required");
        if (most < 0) return Refusal.Invalid("max_tokens: must not be negative");
        if (most > model.MaxOutputTokens && !batch)
            return Refusal.Invalid($"max_tokens: {most} > {model.MaxOutputTokens}, the maximum of {model.Id}");
        if (!batch) return null;
        if (request.Stream) return Refusal.Invalid("stream: not allowed in a batch");
        if (request.Speed is not null) return Refusal.Invalid("speed: not allowed in a batch");
        return most == 0 ? Refusal.Invalid("max_tokens: 0 is not allowed in a batch") : null;
    }

    private static Refusal? CheckOptions(MessageRequest request, SimulatedModel model)
    {
        if (request.InferenceGeo is not null && !model.HasGeo) return Refusal.Invalid($"inference_geo: not supported by {model.Id}");
        if (request.Speed is not (null or "standard" or "fast")) return Refusal.Invalid("speed: must be standard or fast");
        if (request.Speed == "fast" && model.Fast == FastMode.Refused) return Refusal.Invalid($"speed: fast is not supported by {model.Id}");
        if (request.ForcesTool && model.RefusesForcedTools)
            return Refusal.Invalid($"tool_choice: {request.ToolChoice} is not supported by {model.Id}");
        if (request.HasOddTemperature && model.NewTokenizer) return Refusal.Invalid($"temperature: only the default is supported by {model.Id}");
        return null;
    }
}
