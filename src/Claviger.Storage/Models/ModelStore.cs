using Claviger.Core;

namespace Claviger.Storage.Models;

/// <summary>The small numbers that usage rows carry in place of model ids. A number, once given, means that model for ever.</summary>
public static class ModelStore
{
    /// <summary>Numbers for all ids, giving new ones where needed. Not an admin act: nothing is enforced by it.</summary>
    public static IReadOnlyDictionary<string, int> Intern(Database database, IEnumerable<string> ids)
    {
        var (connection, gate) = database.OpenJournalWriter();
        gate.Wait();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var id in ids)
                Dapper.SqlMapper.Execute(connection, "INSERT INTO models (id) VALUES (@id) ON CONFLICT (id) DO NOTHING", new { id }, transaction);
            var all = Dapper.SqlMapper.Query<Row>(connection, "SELECT number AS Number, id AS Id FROM models", transaction: transaction)
                .ToDictionary(row => row.Id, row => row.Number, StringComparer.Ordinal);
            transaction.Commit();
            return all;
        }
        finally
        {
            gate.Release();
            connection.Dispose();
        }
    }

    public static IReadOnlyDictionary<int, string> Names(Reader reader) =>
        reader.Query<Row>("SELECT number AS Number, id AS Id FROM models").ToDictionary(row => row.Number, row => row.Id);

    private sealed record Row
    {
        public int Number { get; init; }
        public string Id { get; init; } = "";
    }
}
