namespace Claviger.IntegrationTests.Access;

/// <summary>Whose a thing is, as seen by an actor of the workspace Own.</summary>
public enum Relation
{
    /// <summary>The route names no thing.</summary>
    None,
    Own,
    Sibling,
    Foreign,
    Missing,
    Archived,
}

internal enum Level
{
    /// <summary>Needs the permission in the whole organization.</summary>
    Organization,

    /// <summary>Needs it where the thing is.</summary>
    Workspace,

    /// <summary>Needs it anywhere: a list that shows what may be seen.</summary>
    Anywhere,

    /// <summary>For strangers.</summary>
    Open,
}

/// <summary>One route as the matrix calls it.</summary>
/// <param name="Target">Kind of the thing it names; null: none.</param>
/// <param name="ToSee">Permission that tells that the thing is there.</param>
/// <param name="Or">Permission that will do for one's own.</param>
/// <param name="Hidden">Status of missing, foreign and out of sight.</param>
/// <param name="Path">From the thing's id.</param>
/// <param name="Body">From the thing's id and a number of its own; null: none.</param>
/// <param name="Ends">Whether a call that goes through uses the thing up.</param>
internal sealed record MatrixRoute(
    string Method, string Template, string Permission, Level Level, string? Target, Func<string, string> Path, Func<string, int, object?>? Body = null,
    string? ToSee = null, string? Or = null, int Hidden = 404, bool Ends = false, bool IsList = false)
{
    public IReadOnlyList<Relation> Relations => Target switch
    {
        null => [Relation.None],
        "workspace" or "key" or "limit" or "grant" or "increase" or "workspace_member" or "workspace_account" => [Relation.Own, Relation.Sibling, Relation.Foreign, Relation.Missing, Relation.Archived],
        "admin_key" or "service_account" => [Relation.Own, Relation.Foreign, Relation.Missing, Relation.Archived],
        "unresolved" => [Relation.Foreign, Relation.Missing],
        _ => [Relation.Own, Relation.Foreign, Relation.Missing],
    };

    public override string ToString() => $"{Method} {Template}";
}
