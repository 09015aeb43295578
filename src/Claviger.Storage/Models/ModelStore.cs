using System.Data.Common;
using Claviger.Core;
using Dapper;

namespace Claviger.Storage.Models;

/// <summary>The small numbers that usage rows carry in place of model ids. A number, once given, means that model for ever.</summary>
public static class ModelStore
{
    /// <summary>Numbers for all ids, giving new ones where needed. Not an admin act: nothing is enforced by it.</summary>
    public static IReadOnlyDictionary<string, int> Intern(Database database, IEnumerable<string> ids)
    {
        var text = database.Dialect.Text("INSERT INTO models (id) VALUES (@id) ON CONFLICT (id) DO NOTHING");
        return database.WriteBooksAsync((connection, transaction) =>
        {
            var known = Read(connection, transaction);
            // Only those that are missing: a statement that finds its row would use up a number on PostgreSQL, at each start.
            var missing = ids.Where(id => !known.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
            if (missing.Count == 0) return known;
            foreach (var id in missing) connection.Execute(text, new { id }, transaction);
            return Read(connection, transaction);
        }, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static Dictionary<string, int> Read(DbConnection connection, DbTransaction transaction) =>
        connection.Query<Row>("SELECT number AS Number, id AS Id FROM models", transaction: transaction).ToDictionary(row => row.Id, row => row.Number, StringComparer.Ordinal);

    public static IReadOnlyDictionary<int, string> Names(Reader reader) =>
        reader.Query<Row>("SELECT number AS Number, id AS Id FROM models").ToDictionary(row => row.Number, row => row.Id);

    private sealed record Row
    {
        public int Number { get; init; }
        public string Id { get; init; } = "";
    }
}
