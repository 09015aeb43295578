namespace Claviger.Storage;

/// <summary>How rows that are sought by their own ids are held to the organization.</summary>
internal static class OwnRows
{
    /// <summary>
    /// A condition that no index serves. Beside a plain one, SQLite, which keeps no statistics here, takes an index on the organization to be
    /// narrower than a list of twenty ids, and walks every row the organization has.
    /// </summary>
    public const string Only = "organization_id || '' = @organization";
}
