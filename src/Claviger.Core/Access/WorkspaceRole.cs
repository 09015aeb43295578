namespace Claviger.Core.Access;

/// <summary>Anthropic's workspace roles. Numbers are stored; never renumber.</summary>
public enum WorkspaceRole : byte
{
    User = 0,
    RestrictedDeveloper = 1,
    Developer = 2,
    Admin = 3,

    /// <summary>Follows from the organization role only; never assigned.</summary>
    Billing = 4,
}
