namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>What is done before what, so that a stop in between is safe.</summary>
public enum SafeStage
{
    /// <summary>Workspaces, names, colours, rate limits: nobody gets in by them.</summary>
    Make = 0,

    /// <summary>Spend limits that are new or lower.</summary>
    Cap = 1,

    /// <summary>Invites, roles, memberships, keys switched on, limits raised.</summary>
    Give = 2,

    /// <summary>Roles lowered, keys switched off.</summary>
    Narrow = 3,

    End = 4,
}
