using System.Text.Json;
using Claviger.Core.Leaks;

namespace Claviger.Storage.Emergency;

/// <summary>What an act of the journal keeps of a leak report, for the entry that it gets later.</summary>
/// <param name="Token">The public part of the leaked token; never the token.</param>
public sealed record EmergencyLeak(string Token, IReadOnlyList<LeakPlace> Places)
{
    internal string ToJson() => JsonSerializer.Serialize(new Kept(Token, [.. Places.Select(place => new KeptPlace(place.Url, place.Source))]));

    internal static EmergencyLeak FromJson(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json)!;
        return new EmergencyLeak(kept.Token, [.. kept.Places.Select(place => LeakPlace.Of(place.Url, place.Source))]);
    }

    private sealed record Kept(string Token, IReadOnlyList<KeptPlace> Places);

    private sealed record KeptPlace(string Url, string Source);
}
