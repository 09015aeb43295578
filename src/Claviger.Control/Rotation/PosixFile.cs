using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Claviger.Control.Rotation;

/// <summary>What .NET has no call for: a file's owner, and a folder made durable. Linux only; elsewhere a no-op.</summary>
internal static partial class PosixFile
{
    private const int AtCurrentFolder = -100, NoFollow = 0x100, OwnerAndGroup = 0x18, Folder = 0x10000;

    /// <summary>Null: not known.</summary>
    public static (uint User, uint Group)? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var status = new byte[256]; // struct statx: the same on every architecture
        return Statx(AtCurrentFolder, path, NoFollow, OwnerAndGroup, status) == 0
            ? (BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(24)))
            : null;
    }

    public static bool TrySetOwner(string path, (uint User, uint Group) owner) => OwnerOf(path) == owner || Lchown(path, owner.User, owner.Group) == 0;

    /// <summary>After a rename: without it a power cut may bring the old name back.</summary>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(path, OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : Folder);
        if (descriptor < 0) throw new IOException($"{path} can't be opened to be flushed");
        try
        {
            if (Fsync(descriptor) != 0) throw new IOException($"{path} can't be flushed");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Lchown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
