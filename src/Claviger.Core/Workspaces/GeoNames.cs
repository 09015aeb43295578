using Claviger.Core.Usage;

namespace Claviger.Core.Workspaces;

/// <summary>Geographies in Anthropic's words, on the wire and in the store.</summary>
public static class GeoNames
{
    public const string Unrestricted = "unrestricted";

    /// <summary>What a workspace may allow and have as its default.</summary>
    public static readonly IReadOnlyDictionary<string, InferenceGeo> Inference = new Dictionary<string, InferenceGeo>(StringComparer.Ordinal)
    {
        ["us"] = InferenceGeo.Us,
        ["global"] = InferenceGeo.Global,
    };

    public static string Of(InferenceGeo geo) => geo == InferenceGeo.Us ? "us" : "global";

    /// <summary>Null: no restriction.</summary>
    public static IReadOnlyList<string>? ListOf(AllowedGeos allowed) =>
        allowed == AllowedGeos.Unrestricted ? null : Inference.Keys.Where(name => allowed.HasFlag(FlagOf(name))).ToList();

    public static string TextOf(AllowedGeos allowed) => ListOf(allowed) is { } list ? string.Join(',', list) : Unrestricted;

    /// <exception cref="KeyNotFoundException">Not what <see cref="TextOf"/> writes.</exception>
    public static AllowedGeos Read(string text) =>
        text == Unrestricted ? AllowedGeos.Unrestricted : text.Split(',').Aggregate(AllowedGeos.Unrestricted, (all, name) => all | FlagOf(name));

    /// <exception cref="KeyNotFoundException"><paramref name="name"/> is no geography.</exception>
    public static AllowedGeos FlagOf(string name) => Inference[name] == InferenceGeo.Us ? AllowedGeos.Us : AllowedGeos.Global;
}
