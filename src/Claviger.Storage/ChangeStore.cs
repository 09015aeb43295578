namespace Claviger.Storage;

public static class ChangeStore
{
    /// <summary>0 when nothing was ever committed.</summary>
    public static long Latest(Reader reader) => reader.First<long>("SELECT COALESCE(MAX(number), 0) FROM changes");
}
