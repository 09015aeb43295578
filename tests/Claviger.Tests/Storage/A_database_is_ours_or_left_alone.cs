using Claviger.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Storage;

public sealed class A_database_is_ours_or_left_alone : IDisposable
{
    private const int Ours = 0x636C7667;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claviger-store-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 37, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder.FullName, "claviger.db");

    [Fact]
    public async Task A_new_one_gets_every_step_once_and_is_for_its_owner_only()
    {
        for (var start = 0; start < 3; start++) await Database.Open(File, _clock).DisposeAsync();

        using var raw = Store.Open(File);
        Assert.Equal(Migrator.Steps().Count, raw.ExecuteScalar<int>("PRAGMA user_version"));
        Assert.Equal(Ours, raw.ExecuteScalar<int>("PRAGMA application_id"));
        Assert.Equal("wal", raw.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Empty(_folder.GetFiles("*.before-*"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Another_programs_file_is_refused_and_not_a_byte_of_it_changed()
    {
        using (var other = Store.Open(File)) other.Execute("CREATE TABLE photos (id INTEGER); INSERT INTO photos VALUES (1)");
        var before = System.IO.File.ReadAllBytes(File);

        var error = Assert.Throws<StorageException>(() => Database.Open(File, _clock));

        Assert.Equal($"{File} is a SQLite database of another program: point data_folder elsewhere", error.Message);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        using (var newer = Store.Open(File)) newer.Execute($"CREATE TABLE t (id INTEGER); PRAGMA application_id = {Ours}; PRAGMA user_version = 999");

        var error = Assert.Throws<StorageException>(() => Database.Open(File, _clock));

        Assert.Contains($"schema 999, this program knows {Migrator.Steps().Count}): upgrade the program", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        System.IO.File.WriteAllText(File, new string('x', 5_000));

        Assert.StartsWith($"database {File}: ", Assert.Throws<StorageException>(() => Database.Open(File, _clock)).Message);
    }

    [Fact]
    public void A_later_step_runs_once_after_a_backup_of_what_was_there()
    {
        var (one, two) = ((1, "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7)"), (2, "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1"));
        using var connection = Store.Open(File);
        Migrator.Run(connection, File, _clock, [one]);
        Migrator.Run(connection, File, _clock, [one, two]);
        Migrator.Run(connection, File, _clock, [one, two]);

        Assert.Equal((7, 8), connection.QuerySingle<(int, int)>("SELECT x, y FROM a"));
        Assert.Equal(2, connection.ExecuteScalar<int>("PRAGMA user_version"));
        var backup = Assert.Single(_folder.GetFiles("*.before-*"));
        Assert.Equal("claviger.db.before-0002.20261123T103700Z", backup.Name);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, backup.UnixFileMode);
        using var old = Store.Open(backup.FullName);
        Assert.Equal(1, old.ExecuteScalar<int>("PRAGMA user_version"));
        Assert.Equal(7, old.QuerySingle<int>("SELECT * FROM a"));
    }

    [Fact]
    public void A_step_that_fails_leaves_everything_as_it_was()
    {
        var one = (1, "CREATE TABLE a (x INTEGER)");
        using var connection = Store.Open(File);
        Migrator.Run(connection, File, _clock, [one]);

        Assert.Throws<SqliteException>(() => Migrator.Run(connection, File, _clock, [one, (2, "CREATE TABLE b (x INTEGER)"), (3, "CREATE TABLE nonsense")]));

        Assert.Equal(1, connection.ExecuteScalar<int>("PRAGMA user_version"));
        Assert.Equal(["a"], connection.Query<string>("SELECT name FROM sqlite_master"));
    }

    [Fact]
    public async Task Two_that_start_at_once_do_the_work_once()
    {
        using (var prepare = Store.Open(File)) prepare.Execute("PRAGMA journal_mode = WAL");
        IReadOnlyList<(int, string)> steps = [(1, "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)")];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            using var connection = Store.Open(File);
            Migrator.Run(connection, File, _clock, steps);
        }, TaskCreationOptions.LongRunning)));

        using var raw = Store.Open(File);
        Assert.Equal(1, raw.ExecuteScalar<int>("SELECT COUNT(*) FROM a"));
    }

    [Fact]
    public void Steps_are_numbered_without_gaps() => Assert.Equal(Enumerable.Range(1, Migrator.Steps().Count), Migrator.Steps().Select(step => step.Number));

    [Fact]
    public void A_data_folder_belongs_to_one_process()
    {
        using var first = DataFolder.Open(_folder.FullName);

        var error = Assert.Throws<StorageException>(() => DataFolder.Open(_folder.FullName));
        Assert.StartsWith($"data folder {_folder.FullName} is in use by another claviger process, or not writable", error.Message);
        first.Dispose();
        DataFolder.Open(_folder.FullName).Dispose();
    }

    [Fact]
    public void A_data_folder_that_is_a_file_is_refused()
    {
        System.IO.File.WriteAllText(File, "");

        Assert.StartsWith($"data folder {File} can't be made", Assert.Throws<StorageException>(() => DataFolder.Open(File)).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
