namespace Claviger.Core.Limits;

/// <summary>Whose spend a limit caps. Numbers are stored; never renumber.</summary>
public enum LimitScopeType : byte
{
    Organization = 0,
    Workspace = 1,
    ApiKey = 2,

    /// <summary>A member: all keys they own. The wire says <c>user</c>.</summary>
    User = 3,

    ServiceAccount = 4,
}
