namespace Claviger.Storage.Audit;

/// <param name="AtMs">When it was signed, Unix milliseconds; a note itself bears no time.</param>
/// <param name="Note">The signed note, as it was handed out.</param>
public sealed record StoredCheckpoint(long Size, long AtMs, string Note)
{
    internal const string Columns = "size AS Size, at_ms AS AtMs, note AS Note";
}
