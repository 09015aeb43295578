namespace Claviger.Storage.Ledger;

/// <summary>Who keeps books: a node's name, the same at every start, and the boot of the machine it runs on.</summary>
/// <param name="BootId">Another one than at the last start says that the machine went down in between; one that is never the same says so always.</param>
public sealed record LedgerNode(string Id, string BootId)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The only node of a data folder. Where the system names no boot, every start counts as one of the machine's: leases of a crash stay unresolved.</summary>
    public static LedgerNode Local() => new("local", Boot());

    /// <summary>
    /// One of several on a shared store: named by its data folder, because the crash file that settles its leases lies there. A folder that is
    /// lost takes its node with it; a new one is another node.
    /// </summary>
    public static LedgerNode Of(DataFolder folder)
    {
        if (!File.Exists(folder.NodeFile)) File.WriteAllText(folder.NodeFile, $"node_{Guid.CreateVersion7():N}");
        return File.ReadAllText(folder.NodeFile).Trim() is { Length: > 0 and <= 64 } id
            ? new LedgerNode(id, Boot())
            : throw new StorageException($"{folder.NodeFile} must hold the node's id: restore it, or give this process an empty data folder");
    }

    private static string Boot() => File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : $"unknown-{Guid.CreateVersion7()}";
}
