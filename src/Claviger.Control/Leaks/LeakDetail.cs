using Claviger.Core.Leaks;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>What an audit entry says of a leaked token: its public id, what was done, where it was seen. Never the token.</summary>
internal static class LeakDetail
{
    public static string Of(KnownToken token, LeakPolicy policy, LeakChange? change, IEnumerable<LeakPlace> places, int more, params ReadOnlySpan<(string Name, object? Value)> beside) => AuditDetail.Of([
        ("secret", token.Secret.ToString()),
        ("policy", LeakPolicyNames.Of(policy)),
        ("effect", change?.Effect ?? LeakEffects.None),
        ("before", change is null ? null : new { status = change.Before }),
        ("after", change is null ? null : new { status = change.After }),
        ("requests_cut", change?.RequestsCut == true),
        ("places", places.Select(place => new { url = place.Url, source = place.Source }).ToArray()),
        ("more_places", Math.Max(0, more)),
        .. beside]);
}
