namespace Claviger.Storage;

/// <summary>
/// The folder that holds everything: database, key file, crash file. Only one process may have it open, because the crash file
/// and the single writer belong to one process.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }
    public string DatabaseFile => System.IO.Path.Combine(Path, "claviger.db");
    public string KeyFile => System.IO.Path.Combine(Path, "claviger.keys");
    /// <summary>What is left of a SQLite store that went to PostgreSQL.</summary>
    public string MovedFile => DatabaseFile + ".moved";

    public string NodeFile => System.IO.Path.Combine(Path, "claviger.node");
    /// <summary>There where what the store holds was invented for the demo. A file, because it is no fact about an organization.</summary>
    public string DemoFile => System.IO.Path.Combine(Path, "claviger.demo");

    public string JournalFile => System.IO.Path.Combine(Path, "journal.slots");

    /// <exception cref="StorageException">Another process has the folder, or it can't be written.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"data folder {path} can't be made: {error.Message}", error);
        }

        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "claviger.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"data folder {path} is in use by another claviger process, or not writable ({error.Message})", error);
        }
    }

    public void Dispose() => _lock.Dispose();
}
