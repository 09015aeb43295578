namespace Claviger.Core.OrganizationFiles;

/// <param name="Role">A custom role's name, or a workspace role.</param>
/// <param name="Workspace">Null: in the whole organization.</param>
public sealed record GrantSpec(string Role, string? Workspace)
{
    public override string ToString() => Workspace is null ? Role : $"{Role} in {Workspace}";
}
