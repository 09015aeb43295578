using System.Collections.Immutable;
using Claviger.Core.Usage;
using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Script;

namespace Claviger.Simulator.Messages;

/// <summary>Turns a request and its script into a plan. A pure function of its arguments.</summary>
internal static class AnswerPlanner
{
    private const int ThinkingByDefault = 16;

    public static AnswerPlan Plan(MessageRequest request, SimulatedModel model, ResponseScript script, ulong hash, string defaultGeo, bool batch)
    {
        var generator = new SeededGenerator(hash);
        var input = script.InputTokens ?? TokenEstimate.Of(request, model);
        var most = request.MaxTokens ?? long.MaxValue;
        var natural = script.TextSize is { } size ? (size + 3) / 4 : 24 + generator.Next(200);
        var output = script.OutputTokens ?? Math.Min(natural, most);
        var thinking = Math.Min(output, script.ThinkingTokens ?? (request.Thinks ? Math.Min(ThinkingByDefault, output / 2) : 0));
        var tools = script.ToolUses ?? (request.ForcesTool ? 1 : 0);

        var geo = model.HasGeo ? script.InferenceGeo ?? request.InferenceGeo ?? defaultGeo : "not_available";
        var tier = batch ? "batch" : script.ServiceTier ?? "standard";
        var speed = script.Speed ?? (request.Speed == "fast" && model.Fast != FastMode.Priced ? "standard" : request.Speed);
        var start = new TokenUsage
        {
            InputTokens = input,
            CacheReadTokens = script.CacheReadTokens,
            CacheWrite5mTokens = script.CacheWrite5mTokens,
            CacheWrite1hTokens = script.CacheWrite1hTokens,
            Tier = tier switch { "batch" => ServiceTier.Batch, "priority" => ServiceTier.Priority, _ => ServiceTier.Standard },
            Geo = geo switch { "us" => InferenceGeo.Us, "global" => InferenceGeo.Global, _ => InferenceGeo.NotAvailable },
            Speed = speed == "fast" ? Speed.Fast : Speed.Standard,
        };

        return new AnswerPlan
        {
            MessageId = SimulatedId.Make("msg_", hash, 0),
            Model = model,
            Script = script,
            Blocks = Blocks(request, script, hash, output, thinking, tools),
            StopReason = script.StopReason ?? (tools > 0 ? "tool_use" : output >= most ? "max_tokens" : "end_turn"),
            Start = start,
            Final = start with
            {
                InputTokens = input + script.LateInputTokens,
                CacheWrite5mTokens = start.CacheWrite5mTokens + script.LateCacheWrite5mTokens,
                OutputTokens = output,
                WebSearchRequests = script.WebSearches,
            },
            Iterations = Extras(script, start),
            Geo = geo,
            Tier = tier,
            Speed = speed,
            ThinkingTokens = thinking,
            ContainerId = script.MadeFiles > 0 ? SimulatedId.Make("container_", hash, 0) : null,
        };
    }

    private static (SimulatedModel, TokenUsage)[]? Extras(ResponseScript script, TokenUsage like) =>
        script.Iterations.IsEmpty ? null : [.. script.Iterations.Select(i =>
        {
            var model = ModelCatalogue.Find(i.Model) ?? throw new ArgumentException($"unknown model '{i.Model}'", nameof(script));
            return (model, new TokenUsage { InputTokens = i.InputTokens, OutputTokens = i.OutputTokens, Tier = like.Tier, Geo = like.Geo, Speed = like.Speed });
        })];

    private static ImmutableArray<PlannedBlock> Blocks(
        MessageRequest request, ResponseScript script, ulong hash, long output, long thinking, int tools)
    {
        var text = new SimulatedText(hash, script.Unicode || script.Split);
        var blocks = ImmutableArray.CreateBuilder<PlannedBlock>();
        string Id(string prefix) => SimulatedId.Make(prefix, hash, (ulong)blocks.Count + 1);

        if (thinking > 0) blocks.Add(new(BlockKind.Thinking, text.Words(4 * thinking), thinking, Id("think_")));
        if (script.Iterations.Any(i => i.Type == "fallback_message")) blocks.Add(new(BlockKind.Fallback, "", 0, ""));
        for (var i = 0; i < script.WebSearches; i++)
        {
            var id = Id("srvtoolu_");
            blocks.Add(new(BlockKind.Search, $$"""{"query":"search {{i}}"}""", 0, id));
            blocks.Add(new(BlockKind.SearchResult, "", 0, id));
        }

        for (var i = 0; i < script.MadeFiles; i++)
        {
            var id = Id("srvtoolu_");
            blocks.Add(new(BlockKind.CodeRun, $$"""{"command":"make file {{i}}"}""", 0, id, "bash_code_execution"));
            blocks.Add(new(BlockKind.CodeResult, Id("file_"), 0, id));
        }

        var rest = output - thinking;
        var speaks = !request.ForcesTool || tools == 0;
        var share = tools == 0 ? 0 : rest / (speaks ? tools + 1 : tools);
        var spoken = speaks ? rest - share * tools : 0;
        if (speaks && (spoken > 0 || tools == 0) && script.RefusalCategory is null | spoken > 0)
            blocks.Add(new(BlockKind.Text, text.Words(script.TextSize ?? 4 * spoken), spoken, ""));
        for (var i = 0; i < tools; i++)
        {
            var tokens = speaks || i > 0 ? share : rest - share * (tools - 1);
            blocks.Add(new(BlockKind.ToolUse, text.ToolInput(4 * tokens), tokens, Id("toolu_"), request.ChosenTool ?? request.FirstTool ?? "simulated_tool"));
        }

        return blocks.ToImmutable();
    }
}
