namespace Claviger.Storage.Usage;

/// <param name="FromDay">UTC days since 1970, inclusive.</param>
/// <param name="ToDay">Exclusive.</param>
/// <param name="Workspaces">Numbers to keep; null: all. Likewise owners.</param>
/// <param name="ByDescription">By model and variant.</param>
public sealed record CostReportQuery(
    long FromDay, long ToDay, IReadOnlyList<int>? Workspaces = null, IReadOnlyList<int>? Owners = null,
    bool ByWorkspace = false, bool ByKey = false, bool ByOwner = false, bool ByDescription = false);
