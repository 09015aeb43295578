using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Storage;
using Claviger.Storage.Organizations;
using Microsoft.Data.Sqlite;

namespace Claviger.Benchmarks;

/// <summary>
/// What an entry of the audit log costs: bytes, leaf hash, tree nodes and number in the transaction of its change, synced to the disk. Beside it a bare row of
/// the same length in a SQLite file with the same settings, which is what the disk alone takes.
/// </summary>
[MemoryDiagnoser]
public class Audit
{
    private const int Entries = 100;
    private const string Detail = """{"before":{"name":"prod-search","status":"active"},"after":{"name":"prod-search","status":"inactive"},"requests_cut":true}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("claviger-benchmark-").FullName;
    private readonly OrganizationId _organization = new("01a218a5-7f01-7b37-aed3-908bad3d1669");
    private readonly byte[] _row = new byte[500];
    private Database _database = null!;
    private SqliteConnection _bare = null!;
    private AuditEntry[] _hundred = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _database = Database.Open(Path.Combine(_folder, "claviger.db"), TimeProvider.System);
        var actor = Actor.With(Actor.AdminKeyType, "adminkey_01C2QQkjRVWGSvwCJurWquUd", _organization, null, Rights.All)
            with { Request = new RequestOrigin("req_0354NC6C31OmxMCLLhrqjm", "192.0.2.7", "claviger-cli/0.1.0") };
        _hundred = [.. Enumerable.Range(0, Entries).Select(i => actor.Did(AuditKind.KeyDisabled, $"apikey_01GcAoHYDWws0kJCgj{i:000}", Detail))];
        using (var tx = await _database.BeginAdminAsync(CancellationToken.None))
        {
            OrganizationStore.Add(tx, _organization, "Benchmark", DateTimeOffset.UnixEpoch);
            tx.Commit(_hundred[0]);
        }

        _bare = new SqliteConnection($"Data Source={Path.Combine(_folder, "bare.db")};Pooling=False");
        _bare.Open();
        Bare("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (number INTEGER PRIMARY KEY, entry BLOB NOT NULL)");
    }

    [Benchmark(Description = "a bare row, synced", Baseline = true)]
    public void BareRow() => Bare("INSERT INTO rows (entry) VALUES (@row)", _row);

    [Benchmark(Description = "one entry a change")]
    public async Task OneAsync()
    {
        using var tx = await _database.BeginAdminAsync(CancellationToken.None);
        tx.Commit(_hundred[0]);
    }

    [Benchmark(Description = "an entry, of a hundred in one change", OperationsPerInvoke = Entries)]
    public async Task HundredAsync()
    {
        using var tx = await _database.BeginAdminAsync(CancellationToken.None);
        tx.Commit(_hundred);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _database.DisposeAsync();
        _bare.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Bare(string sql, byte[]? row = null)
    {
        using var command = _bare.CreateCommand();
        command.CommandText = sql;
        if (row is not null) command.Parameters.AddWithValue("@row", row);
        command.ExecuteNonQuery();
    }
}
