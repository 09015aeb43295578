using Claviger.Core.Audit;

namespace Claviger.Storage;

/// <summary>
/// One transaction that several acts work in: whatever they commit is done together, or not at all. Their entries are kept until
/// <see cref="Commit"/> writes them all; leaving without it undoes everything. What the acts read is what the ones before them wrote.
/// </summary>
public sealed class JointTransaction
{
    private readonly List<AuditEntry> _entries = [];

    internal JointTransaction(AdminTransaction whole) => Whole = whole;

    internal AdminTransaction Whole { get; }

    /// <summary>After the commit, what begins is by itself again.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>What the acts would have written so far, denials with it.</summary>
    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>Commits all of it with every entry, and this one at the end. Gives the change's number, as <see cref="AdminTransaction.Commit"/>.</summary>
    public long Commit(AuditEntry last)
    {
        IsOpen = false;
        return Whole.Commit([.. _entries, last]);
    }

    /// <summary>The same without one more entry: the acts' own say it all.</summary>
    public long Commit()
    {
        IsOpen = false;
        return Whole.Commit([.. _entries]);
    }

    internal void Add(ReadOnlySpan<AuditEntry> entries) => _entries.AddRange(entries);

    internal void End() => IsOpen = false;
}
