using System.Diagnostics;
using System.Globalization;
using Claviger.Control.Install;
using Claviger.Storage;
using Claviger.Storage.Secrets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Claviger.Load;

/// <summary>
/// Makes a data folder with a large organization, by SQL and not by any use case: hundreds of thousands of keys and millions of calls. Its
/// usage, sums and shares agree with each other; its audit log knows nothing of it.
/// </summary>
internal static class FillStore
{
    private const long SpanMs = 60 * 86_400_000L;

    public static async Task<int> RunAsync(Options options)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var folder = DataFolder.Open(options["data"]);
        var keyFile = KeyFile.Open(folder.KeyFile, mayCreate: true);
        string organization;
        await using (var database = Database.Open(folder.DatabaseFile, TimeProvider.System))
        {
            await new InstallOrganization(database, new TokenIssuer(keyFile), new Sealer(keyFile), TimeProvider.System).RunAsync(
                new InstallRequest("Scale", "scale@localhost", "Administrator", "simulator", new Uri("http://127.0.0.1:9"), "sk-ant-sim-upstream-key"), CancellationToken.None);
            using var reader = database.Read();
            organization = Storage.Organizations.OrganizationStore.All(reader)[0].Id.Value;
        }

        using var connection = new SqliteConnection($"Data Source={folder.DatabaseFile};Pooling=False");
        connection.Open();
        // Nobody else has it open, and what a crash spoils is made again.
        connection.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA temp_store = FILE");
        connection.Execute(
            """
            CREATE TEMP TABLE scale AS SELECT @keys AS key_count, @members AS member_count, @calls AS call_count, @workspaces AS workspace_count, @organization AS organization, @pepper AS pepper,
                @now AS now_ms, @span AS span_ms
            """,
            new
            {
                keys = options.Number("keys"), members = options.Number("members"), calls = options.Number("calls"), workspaces = options.Number("workspaces"), organization,
                pepper = keyFile.CurrentPepper, now = now.ToUnixTimeMilliseconds(), span = SpanMs,
            });
        foreach (var statement in (await File.ReadAllTextAsync(options["sql"])).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var clock = Stopwatch.StartNew();
            var rows = connection.Execute(statement, commandTimeout: 0);
            var words = string.Join(' ', statement.Split('\n').First(line => !line.StartsWith("--", StringComparison.Ordinal) && line.Length > 0).Split(' ').Take(4));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,8:0.0} s {Math.Max(0, rows),12:N0}  {words}"));
        }

        connection.Execute("PRAGMA journal_mode = WAL");
        return 0;
    }
}
