using Claviger.Core.Usage;

namespace Claviger.Control.Usage;

/// <summary>What a row of the cost report is about; equal ones are one row.</summary>
internal sealed record CostLine(
    int? Workspace = null, string? CostType = null, string? TokenType = null, string? Description = null, string? Model = null, string? ContextWindow = null,
    string? Geo = null, string? Tier = null, int? Key = null, int? Owner = null)
{
    /// <summary>Bounds that were booked where usage was not seen, work of more than one model, and days of before costs were split.</summary>
    public const string NotAttributed = "Cost not attributed to a class of tokens";

    public static CostLine OfTokens(int? workspace, string? model, UsageVariant variant, string tokenType, string words)
    {
        var tier = variant.Tier == ServiceTier.Batch ? "batch" : "standard"; // a priority tier is priced as standard
        var geo = variant.Geo switch { InferenceGeo.Us => "us", InferenceGeo.Global => "global", _ => "not_available" };
        string?[] marks = [tier == "batch" ? "Batch" : null, variant.Speed == Speed.Fast ? "Fast" : null, variant.LongContext ? "Long Context" : null, geo == "us" ? "US" : null];
        var description = $"{model} Usage - {words}{string.Concat(marks.Where(mark => mark is not null).Select(mark => ", " + mark))}";
        return new(workspace, "tokens", tokenType, description, model, variant.LongContext ? "200k-1M" : "0-200k", geo, tier);
    }

    public static CostLine OfSearches(int? workspace) => new(workspace, "web_search", Description: "Web Search Usage");

    public static CostLine OfRest(int? workspace, string? model) => new(workspace, Description: model is null ? NotAttributed : $"{model} - {NotAttributed}", Model: model);
}
