using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Claviger.Storage;

/// <summary>Numbered SQL files, forward only, run at start inside one exclusive transaction, after a backup.</summary>
internal static class Migrator
{
    /// <summary>"clvg": marks the file as ours, so that a wrong path never gets migrated.</summary>
    private const int ApplicationId = 0x636C7667;

    /// <summary>Changes nothing.</summary>
    /// <exception cref="StorageException">Another program's database, or one of a newer version.</exception>
    public static void Check(SqliteConnection connection, string file, IReadOnlyList<(int Number, string Sql)>? steps = null)
    {
        var known = (steps ?? Steps()).Count;
        var version = Version(connection);
        var application = connection.ExecuteScalar<int>("PRAGMA application_id");
        var tables = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sqlite_master");
        if (tables > 0 && application != ApplicationId)
            throw new StorageException($"{file} is a SQLite database of another program: point data_folder elsewhere");
        if (version > known)
            throw new StorageException($"{file} was written by a newer claviger (schema {version}, this program knows {known}): upgrade the program");
    }

    /// <param name="steps">For tests of upgrades; null: those of this program.</param>
    public static void Run(SqliteConnection connection, string file, TimeProvider clock, IReadOnlyList<(int Number, string Sql)>? steps = null)
    {
        steps ??= Steps();
        Check(connection, file, steps);
        var before = Version(connection);
        if (before == steps.Count) return;
        if (before > 0) Backup(connection, file, before, clock);

        // EXCLUSIVE: a second process that starts at the same time waits here and then finds the work done.
        connection.Execute("BEGIN EXCLUSIVE");
        try
        {
            var version = Version(connection);
            foreach (var (number, sql) in steps.Where(step => step.Number > version))
            {
                connection.Execute(sql);
                connection.Execute($"PRAGMA user_version = {number}");
            }

            connection.Execute($"PRAGMA application_id = {ApplicationId}");
            connection.Execute("COMMIT");
        }
        catch
        {
            Undo(connection);
            throw;
        }
    }

    private static int Version(SqliteConnection connection) => connection.ExecuteScalar<int>("PRAGMA user_version");

    private static void Undo(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk has rolled back by itself; the error that matters is the one before.
        }
    }

    private static void Backup(SqliteConnection connection, string file, int version, TimeProvider clock)
    {
        var target = $"{file}.before-{version + 1:0000}.{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}";
        connection.Execute("VACUUM INTO @target", new { target });
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    internal static IReadOnlyList<(int Number, string Sql)> Steps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var steps = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (Number: int.Parse(name.AsSpan(0, 4)), Sql: text.ReadToEnd());
            })
            .ToList();
        for (var i = 0; i < steps.Count; i++)
            if (steps[i].Number != i + 1) throw new StorageException($"migration {i + 1:0000} is missing or twice");
        return steps;
    }
}
