namespace Claviger.Core.Alerts;

/// <summary>What a rule looks at. Numbers are stored; never renumber.</summary>
public enum AlertScopeType : byte
{
    Organization = 0,
    Workspace = 1,
    ApiKey = 2,

    /// <summary>A member or service account: the keys they own.</summary>
    Owner = 3,
    SpendLimit = 4,
}
