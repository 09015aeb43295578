namespace Claviger.Control.Alerts;

/// <param name="Critical">Open ones, as the next two.</param>
/// <param name="Unseen">Open ones that nobody has acknowledged.</param>
/// <param name="Dead">Messages that no channel took.</param>
public sealed record AlertCounts(long Critical, long Warning, long Info, long Unseen, long Dead)
{
    public long Open => Critical + Warning + Info;
}
