using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claviger.Benchmarks;

/// <summary>A record's way into the durable books, all of it: open, post, and its share of a batch of a thousand.</summary>
[MemoryDiagnoser]
public class Journal
{
    private const int Records = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-benchmark-").FullName;
    private readonly RequestIds _ids = new();
    private Database _database = null!;
    private UsageJournal _journal = null!;

    [GlobalSetup]
    public void Open()
    {
        _database = Database.Open(Path.Combine(_folder, "claviger.db"), TimeProvider.System);
        _journal = new UsageJournal(_database, Path.Combine(_folder, "journal.slots"), TimeProvider.System, NullLogger<UsageJournal>.Instance);
    }

    [Benchmark(OperationsPerInvoke = Records, Description = "open and post, without waiting for the books")]
    public void OpenAndPost()
    {
        for (var i = 0; i < Records; i++)
            if (_journal.TryOpen(Record(), out var ticket)) _journal.Post(ticket, Record());
    }

    [Benchmark(OperationsPerInvoke = Records, Description = "open, post, durable")]
    public Task Durable()
    {
        OpenAndPost();
        return _journal.FlushedAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private UsageRecord Record() => new()
    {
        RequestId = _ids.Next(1_795_435_200_000), AtMs = 1_795_435_200_000, Organization = 1, Workspace = 1, Key = 1, Model = 1, Outcome = UsageOutcome.Completed,
        Status = 200, Tokens = new TokenUsage { InputTokens = 500, OutputTokens = 150 }, Cost = new Money(6_250_000),
    };
}
