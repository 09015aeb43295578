namespace Claviger.Storage.Limits;

/// <summary>One number for all limits, grants and the time zone: the books compare it before each batch instead of reading them all.</summary>
public static class LimitsVersion
{
    /// <summary>To be stamped on the rows that the transaction changes.</summary>
    public static long Next(AdminTransaction tx) => tx.One<long>("UPDATE limits_version SET version = version + 1 WHERE one = 1 RETURNING version");
}
