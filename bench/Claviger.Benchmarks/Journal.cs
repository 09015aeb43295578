using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Ledger;
using Claviger.Storage.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claviger.Benchmarks;

/// <summary>What a request waits for, which is the crash file, and what its row costs the journal's thread afterwards.</summary>
[MemoryDiagnoser]
public class Journal
{
    private const int Records = 500;
    private const int Keys = 256;
    private const int LimitedKey = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-benchmark-").FullName;
    private readonly RequestIds _ids = new();
    private readonly JournalBatch _batch = new(Records);
    private Database _database = null!;
    private UsageJournal _journal = null!;
    private LedgerBooks _books = null!;

    [GlobalSetup]
    public void Open()
    {
        _database = Database.Open(Path.Combine(_folder, "claviger.db"), TimeProvider.System);
        _journal = new UsageJournal(_database, Path.Combine(_folder, "journal.slots"), TimeProvider.System, NullLogger<UsageJournal>.Instance);
        // Four limits over every row of key 1,000 on, none over the others.
        using (var raw = _database.OpenJournalWriter().Connection)
        {
            raw.Execute(
                """
                INSERT INTO organizations (number, id, name, created_at_ms) VALUES (1, 'org', 'Example Org', 0), (2, 'other', 'Other Org', 0);
                INSERT INTO workspaces (number, id, organization_id, name, is_default, display_color, tags, created_at_ms)
                VALUES (1, 'wrkspc_1', 'org', 'one', 1, '', '{}', 0), (2, 'wrkspc_2', 'other', 'two', 1, '', '{}', 0)
                """);
            AddLimit(raw, scopeType: 0, scope: 1, period: 2);
            AddLimit(raw, scopeType: 1, scope: 1, period: 2);
            for (var owner = 1; owner <= 16; owner++) AddLimit(raw, scopeType: 3, owner, period: 0);
            for (var key = 0; key < Keys; key++) AddLimit(raw, scopeType: 2, LimitedKey + key, period: 2);
            raw.Execute("UPDATE limits_version SET version = 1");
        }

        _books = LedgerBooks.Open(_database, new LedgerNode("benchmark", "boot"), 0);
    }

    private static void AddLimit(BookConnection raw, int scopeType, int scope, int period) => raw.Execute(
        """
        INSERT INTO spend_limits (id, organization_id, scope_type, scope_id, scope_number, period, amount_nanos, mode, at_cap, created_at_ms, updated_at_ms, version)
        VALUES ('spl_' || @scopeType || '_' || @scope, 'org', @scopeType, @scopeType || '_' || @scope, @scope, @period, 1000000000000, 0, 0, 0, 0, 1)
        """, new { scopeType, scope, period });

    [Benchmark(Description = "open and cancel")]
    public void OpenAndCancel()
    {
        if (!_journal.TryOpen(Record(0), HeldLimits.None, out var ticket)) throw new InvalidOperationException("no free slot");
        _journal.Cancel(ticket);
    }

    [Benchmark(OperationsPerInvoke = Records, Description = "a row in a durable batch of 500, 256 keys")]
    public void Write() => Write(limited: false);

    [Benchmark(OperationsPerInvoke = Records, Description = "the same with 4 limits a row: organization, workspace, owner, key")]
    public void WriteLimited() => Write(limited: true);

    private void Write(bool limited)
    {
        for (var i = 0; i < Records; i++) _batch.Add(i, limited ? Limited(i) : Record(i), HeldLimits.None);
        _books.Write(_batch, 0, renew: false);
        _batch.Clear();
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        _books.Dispose();
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private UsageRecord Limited(int number) => Record(number) with { Organization = 1, Workspace = 1, Key = LimitedKey + number * 31 % Keys, Owner = 1 + number % 16 };

    private UsageRecord Record(int number) => new()
    {
        RequestId = _ids.Next(1_795_435_200_000), AtMs = 1_795_435_200_000, Organization = 2, Workspace = 2, Key = number * 31 % Keys, Model = 1, Outcome = UsageOutcome.Completed,
        Status = 200, Tokens = new TokenUsage { InputTokens = 500 + number, OutputTokens = 150 }, Cost = new Money(6_250_000 + number),
    };
}
