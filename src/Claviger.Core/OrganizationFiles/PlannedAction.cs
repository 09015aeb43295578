namespace Claviger.Core.OrganizationFiles;

public enum PlannedAction
{
    Create = 0,
    Update = 1,

    /// <summary>Another name; fields may change with it.</summary>
    Rename = 2,

    /// <summary>Archives, revokes, removes or deletes: whatever the thing's own end is.</summary>
    Delete = 3,
}
