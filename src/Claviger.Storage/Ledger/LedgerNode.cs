namespace Claviger.Storage.Ledger;

/// <summary>Who keeps books: a node's name, the same at every start, and the boot of the machine it runs on.</summary>
/// <param name="BootId">Another one than at the last start says that the machine went down in between; one that is never the same says so always.</param>
public sealed record LedgerNode(string Id, string BootId)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The only node of a data folder. Where the system names no boot, every start counts as one of the machine's: leases of a crash stay unresolved.</summary>
    public static LedgerNode Local() => new("local", File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : $"unknown-{Guid.CreateVersion7()}");
}
