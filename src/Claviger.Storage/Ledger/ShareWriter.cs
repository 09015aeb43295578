using System.Runtime.InteropServices;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// Shares of limits: what rows add to them, merged to one statement a share and batch, and what leases move. Within the transaction of its
/// connection. For the journal's thread.
/// </summary>
internal sealed class ShareWriter
{
    /// <summary>Shares remembered as opened, 16 bytes each; beyond it memory starts anew and looks again.</summary>
    private const int OpenedKept = 262_144;

    private readonly BookConnection _connection;
    private readonly int _node;
    private readonly SpentSum _spent;
    private readonly PreparedStatement _isOpen, _open, _add, _read, _lease, _giveBack;
    private readonly Dictionary<LeaseKey, Change> _changes = [];
    private readonly HashSet<LeaseKey> _opened = [];
    private readonly Dictionary<PeriodSpan, Dictionary<int, long>> _spentByOwner = []; // of this transaction, its rows included

    public ShareWriter(BookConnection connection, int node)
    {
        _connection = connection;
        _node = node;
        _spent = new SpentSum((sql, args) => connection.One<long>(sql, args));
        _isOpen = connection.Prepare("SELECT 1 FROM limit_shares WHERE limit_number = ?1 AND period_start_ms = ?2 AND node = 0");
        _open = connection.Prepare("INSERT INTO limit_shares (limit_number, period_start_ms, node, posted_nanos, leased_nanos) VALUES (?1, ?2, 0, ?3, 0)");
        _add = connection.Prepare(
            """
            INSERT INTO limit_shares (limit_number, period_start_ms, node, posted_nanos, leased_nanos) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (limit_number, period_start_ms, node) DO UPDATE SET
                posted_nanos = limit_shares.posted_nanos + excluded.posted_nanos, leased_nanos = limit_shares.leased_nanos + excluded.leased_nanos
            """);
        _read = connection.Prepare("SELECT node, posted_nanos, leased_nanos FROM limit_shares WHERE limit_number = ?1 AND period_start_ms = ?2");
        // The cap is compared by the statement itself, over the rows as they are: no node can pass it with figures it read before. Another node's
        // debt (a cost above its hold, posted already) is no room: only this node's own debt is paid by what it is granted.
        _lease = connection.Prepare(
            """
            INSERT INTO limit_shares (limit_number, period_start_ms, node, posted_nanos, leased_nanos)
            SELECT ?1, ?2, ?3, 0, ?4
            WHERE (SELECT COALESCE(SUM(posted_nanos + CASE WHEN node = ?3 OR leased_nanos > 0 THEN leased_nanos ELSE 0 END), 0) FROM limit_shares WHERE limit_number = ?1 AND period_start_ms = ?2) + ?4 <= ?5
            ON CONFLICT (limit_number, period_start_ms, node) DO UPDATE SET leased_nanos = limit_shares.leased_nanos + excluded.leased_nanos
            """);
        _giveBack = connection.Prepare(
            "UPDATE limit_shares SET leased_nanos = leased_nanos - ?4 WHERE limit_number = ?1 AND period_start_ms = ?2 AND node = ?3 AND leased_nanos >= ?4");
    }

    /// <summary>At the beginning of a transaction: what one that failed had gathered is forgotten.</summary>
    public void Clear()
    {
        _changes.Clear();
        _spentByOwner.Clear();
    }

    /// <summary>A row that is new in the books counts for every limit that covers it, and uses up the leases it was held against.</summary>
    /// <param name="held">
    /// Null for a row of an earlier process: which limits it was held against is known no more, so it is taken from those that were there when it was admitted.
    /// </param>
    public void Count(in UsageRecord record, CoveringLimit[] covering, HeldLimits? held)
    {
        if (record.Cost <= Money.Zero || record.Outcome == UsageOutcome.Free) return;
        foreach (var limit in covering)
        {
            ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, limit.KeyAt(record.AtMs), out _);
            change.Limit = limit;
            change.Posted = checked(change.Posted + record.Cost.Nanos);
            if (held is null && limit.CreatedAtMs <= record.AtMs) change.Used = checked(change.Used + record.Cost.Nanos);
        }

        if (held is null) return;
        foreach (var key in held.Keys)
        {
            ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, key, out _);
            change.Used = checked(change.Used + record.Cost.Nanos);
        }
    }

    /// <summary>After the batch's rows and sums are written: a share that is opened now takes its opening sum from them.</summary>
    public void WriteCounted()
    {
        foreach (var (key, change) in _changes)
            if (change.Limit is { } limit) Open(key, limit, alreadyCounted: change.Posted);
        foreach (var (key, change) in _changes)
        {
            Bind(_add, key);
            _add.Bind(3, _node);
            _add.Bind(4, change.Posted);
            _add.Bind(5, -change.Used);
            _connection.Queue(_add);
        }

        _connection.Flush();
        _changes.Clear();
    }

    /// <summary>
    /// Makes node 0's row when nobody ever touched this limit in this period: what the books hold of its scope, less
    /// <paramref name="alreadyCounted"/>, which this node's own row gets.
    /// </summary>
    public void Open(LeaseKey key, CoveringLimit limit, long alreadyCounted = 0)
    {
        if (_opened.Contains(key)) return;
        if (_opened.Count >= OpenedKept) _opened.Clear();
        Bind(_isOpen, key);
        if (_isOpen.Next())
        {
            _isOpen.Reset();
        }
        else
        {
            Bind(_open, key);
            _open.Bind(3, checked(Spent(limit.Scope, limit.Periods.SpanFrom(key.PeriodStartMs)) - alreadyCounted));
            _open.Run();
        }

        _opened.Add(key);
    }

    public ShareSums Read(LeaseKey key)
    {
        Money posted = default, leased = default, here = default;
        var others = false;
        Bind(_read, key);
        try
        {
            while (_read.Next())
            {
                var of = new Money(_read.Column(2));
                posted += new Money(_read.Column(1));
                var isHere = _read.Column(0) == _node;
                leased += isHere ? of : Money.Max(of, Money.Zero);
                if (isHere) here = of;
                else others |= of > Money.Zero;
            }
        }
        finally
        {
            _read.Reset(); // a sum beyond all money throws half-way
        }

        return new ShareSums(posted, leased, here, others);
    }

    /// <summary>False when it would pass the cap; nothing is leased then.</summary>
    public bool TryLease(LeaseKey key, Money amount, Money cap)
    {
        Bind(_lease, key);
        _lease.Bind(3, _node);
        _lease.Bind(4, amount.Nanos);
        _lease.Bind(5, cap.Nanos);
        _lease.Run();
        return _connection.Changes == 1;
    }

    /// <summary>False when less than that is leased here; nothing changes then.</summary>
    public bool TryGiveBack(LeaseKey key, Money amount)
    {
        Bind(_giveBack, key);
        _giveBack.Bind(3, _node);
        _giveBack.Bind(4, amount.Nanos);
        _giveBack.Run();
        return _connection.Changes == 1;
    }

    private long Spent(LimitScope scope, PeriodSpan span)
    {
        if (scope.Type is not (LimitScopeType.User or LimitScopeType.ServiceAccount)) return _spent.Read(scope, span).Nanos;
        if (!_spentByOwner.TryGetValue(span, out var all)) _spentByOwner[span] = all = _spent.ReadByOwner(span, (sql, args) => _connection.Query<(int, long)>(sql, args));
        return all.GetValueOrDefault(scope.Number);
    }

    private static void Bind(PreparedStatement statement, LeaseKey key)
    {
        statement.Bind(1, key.Limit);
        statement.Bind(2, key.PeriodStartMs);
    }

    private struct Change
    {
        /// <summary>Null while the key is only known as one that was held: its share has been opened by the lease.</summary>
        public CoveringLimit? Limit;
        public long Posted;
        public long Used;
    }
}
