using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claviger.Benchmarks;

/// <summary>What a request waits for, which is the crash file, and what its row costs the journal's thread afterwards.</summary>
[MemoryDiagnoser]
public class Journal
{
    private const int Records = 500;
    private const int Keys = 256;

    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-benchmark-").FullName;
    private readonly RequestIds _ids = new();
    private readonly UsageRecord[] _batch = new UsageRecord[Records];
    private Database _database = null!;
    private UsageJournal _journal = null!;
    private UsageWriter _writer = null!;

    [GlobalSetup]
    public void Open()
    {
        _database = Database.Open(Path.Combine(_folder, "claviger.db"), TimeProvider.System);
        _journal = new UsageJournal(_database, Path.Combine(_folder, "journal.slots"), TimeProvider.System, NullLogger<UsageJournal>.Instance);
        _writer = new UsageWriter(_database.OpenJournalWriter().Connection);
    }

    [Benchmark(Description = "open and cancel")]
    public void OpenAndCancel()
    {
        if (!_journal.TryOpen(Record(0), HeldLimits.None, out var ticket)) throw new InvalidOperationException("no free slot");
        _journal.Cancel(ticket);
    }

    [Benchmark(OperationsPerInvoke = Records, Description = "a row in a durable batch of 500, 256 keys")]
    public void Write()
    {
        for (var i = 0; i < Records; i++) _batch[i] = Record(i);
        _writer.Write(_batch);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        _writer.Dispose();
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private UsageRecord Record(int number) => new()
    {
        RequestId = _ids.Next(1_795_435_200_000), AtMs = 1_795_435_200_000, Organization = 1, Workspace = 1, Key = number * 31 % Keys, Model = 1, Outcome = UsageOutcome.Completed,
        Status = 200, Tokens = new TokenUsage { InputTokens = 500 + number, OutputTokens = 150 }, Cost = new Money(6_250_000 + number),
    };
}
