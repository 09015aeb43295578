namespace Claviger.Core.Invites;

/// <summary>Derived, never stored.</summary>
public enum InviteStatus
{
    Pending,
    Accepted,
    Expired,
    Deleted,
}
