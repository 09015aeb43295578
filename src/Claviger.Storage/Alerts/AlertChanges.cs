using Claviger.Core.Alerts;

namespace Claviger.Storage.Alerts;

/// <summary>What one look at the rules wants written.</summary>
/// <param name="Ended">Open alerts whose condition holds no more.</param>
/// <param name="Repeated">Open alerts that are told again.</param>
public sealed record AlertChanges(IReadOnlyList<NewAlert> New, IReadOnlyList<Alert> Ended, IReadOnlyList<Alert> Repeated)
{
    public bool IsEmpty => New.Count + Ended.Count + Repeated.Count == 0;
}
