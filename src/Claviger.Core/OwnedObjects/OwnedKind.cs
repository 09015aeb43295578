namespace Claviger.Core.OwnedObjects;

/// <summary>Upstream objects that belong to the workspace that made them. Numbers are stored; never renumber.</summary>
public enum OwnedKind : byte
{
    Batch = 0,
    File = 1,
    Skill = 2,
    UserProfile = 3,
    Container = 4,
}
