using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Claviger.Core.Usage;

namespace Claviger.Storage.Usage;

/// <summary>
/// What kill -9 leaves behind: a memory-mapped file of fixed slots, one a running or not yet booked request. A store into the
/// mapping belongs to the kernel's page cache at once, so it survives the death of the process without a system call
/// (it does not survive a power cut; the books' own commit does). Each slot is two records and a state: writing the second
/// record never disturbs the first, and the state word, written last, says which one counts.
/// </summary>
internal sealed unsafe class CrashFile : IDisposable
{
    private const int HeaderBytes = 256;
    private const int SlotBytes = 256;
    private const long Format = 0x434C_5647_0000_0001;
    private const int StateOffset = 2 * CrashSlot.Size;

    // Which of the two records counts, and as what. A record that counts is never written over: the next one goes beside it.
    private const int Free = 0, OpenFirst = 1, PostedSecond = 2, OpenSecond = 3, PostedFirst = 4;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    public CrashFile(string path, int slots)
    {
        Slots = slots;
        var length = HeaderBytes + (long)slots * SlotBytes;
        Prepare(path, length);
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, length, MemoryMappedFileAccess.ReadWrite);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
    }

    public int Slots { get; }

    public void WriteOpen(int slot, in UsageRecord worstCase)
    {
        Unsafe.WriteUnaligned(First(slot), CrashSlot.Of(worstCase));
        SetState(slot, OpenFirst);
    }

    /// <summary>Of a slot that is open: another worst case, beside the one before.</summary>
    public void WriteReopened(int slot, in UsageRecord worstCase)
    {
        var secondCounts = State(slot) == OpenSecond;
        Unsafe.WriteUnaligned(secondCounts ? First(slot) : Second(slot), CrashSlot.Of(worstCase));
        SetState(slot, secondCounts ? OpenFirst : OpenSecond);
    }

    public void WritePosted(int slot, in UsageRecord actual)
    {
        var secondCounts = State(slot) == OpenSecond;
        Unsafe.WriteUnaligned(secondCounts ? First(slot) : Second(slot), CrashSlot.Of(actual));
        SetState(slot, secondCounts ? PostedFirst : PostedSecond);
    }

    public void Clear(int slot) => SetState(slot, Free);

    public UsageRecord ReadPosted(int slot) => Unsafe.ReadUnaligned<CrashSlot>(State(slot) == PostedFirst ? First(slot) : Second(slot)).ToRecord();

    /// <summary>
    /// What an earlier process left: finished records as they are, running ones at their worst case as <see cref="UsageOutcome.Unresolved"/>.
    /// Slots torn by a power cut are skipped: their request was never booked, and that is the window the docs name.
    /// </summary>
    public IEnumerable<(int Slot, UsageRecord Record)> Left()
    {
        for (var slot = 0; slot < Slots; slot++)
            if (LeftIn(slot) is { } record) yield return (slot, record);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private UsageRecord? LeftIn(int slot)
    {
        var state = State(slot);
        var record = Unsafe.ReadUnaligned<CrashSlot>(state is PostedSecond or OpenSecond ? Second(slot) : First(slot));
        return state switch
        {
            PostedFirst or PostedSecond when record.IsWhole => record.ToRecord(),
            OpenFirst or OpenSecond when record.IsWhole => record.ToRecord(record.CostsNothing ? null : UsageOutcome.Unresolved),
            _ => null,
        };
    }

    private int State(int slot) => Volatile.Read(ref *(int*)(At(slot) + StateOffset));

    // Release order: the record is in the page before the state that makes it count.
    private void SetState(int slot, int state) => Volatile.Write(ref *(int*)(At(slot) + StateOffset), state);

    private byte* At(int slot) => _start + HeaderBytes + (long)slot * SlotBytes;

    private byte* First(int slot) => At(slot);

    private byte* Second(int slot) => At(slot) + CrashSlot.Size;

    /// <summary>
    /// Zeros are really written: a sparse file on a full disk would kill the process by SIGBUS at the first store. The header comes
    /// last: a process killed before it left an unfinished file, never used, which is finished here.
    /// </summary>
    private static void Prepare(string path, long length)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        Span<byte> header = stackalloc byte[8];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && BitConverter.ToInt64(header) != 0)
        {
            if (BitConverter.ToInt64(header) != Format || file.Length != length)
                throw new StorageException($"crash file {path} has another format or size: start the version that wrote it once, or move the file away if that version was stopped cleanly");
            return;
        }

        var zeros = new byte[1 << 16];
        file.Position = file.Length;
        for (var written = file.Length; written < length; written += zeros.Length)
            file.Write(zeros, 0, (int)Math.Min(zeros.Length, length - written));
        file.Position = 0;
        BitConverter.TryWriteBytes(header, Format);
        file.Write(header);
        file.Flush();
    }
}
