namespace Claviger.Core.Rotation;

/// <summary>What a rotation policy is set on. Numbers are stored; never renumber.</summary>
public enum RotationScopeType : byte
{
    Organization = 0,
    Workspace = 1,
    ApiKey = 2,
}
