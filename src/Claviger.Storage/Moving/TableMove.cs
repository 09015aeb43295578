using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Claviger.Storage.Moving;

/// <summary>One table: copied row by row, then read back from the target and compared.</summary>
internal static class TableMove
{
    public static MovedTable Run(SqliteConnection source, SqliteTransaction still, NpgsqlConnection target, NpgsqlTransaction transaction, string table)
    {
        var columns = source.Query<string>("SELECT name FROM pragma_table_info(@table)", new { table }, still).ToList();
        var list = string.Join(", ", columns.Select(column => $"\"{column}\""));
        if (StoreMove.Seeded.Contains(table)) target.Execute($"DELETE FROM \"{table}\"", transaction: transaction);
        var (sent, found) = (new RowsDigest(), new RowsDigest());
        using (var rows = source.ExecuteReader($"SELECT {list} FROM \"{table}\"", transaction: still))
        using (var copy = target.BeginBinaryImport($"COPY \"{table}\" ({list}) FROM STDIN (FORMAT BINARY)"))
        {
            while (rows.Read())
            {
                copy.StartRow();
                for (var i = 0; i < columns.Count; i++) Write(copy, rows.GetValue(i), sent);
                sent.EndRow();
            }

            copy.Complete();
        }

        using (var rows = (DbDataReader)target.ExecuteReader($"SELECT {list} FROM \"{table}\"", transaction: transaction))
        {
            while (rows.Read())
            {
                for (var i = 0; i < columns.Count; i++) found.Add(rows.GetValue(i));
                found.EndRow();
            }
        }

        if ((sent.Rows, sent.ToString()) != (found.Rows, found.ToString()))
            throw new StorageException($"table {table} did not arrive as it was sent: {sent.Rows} rows {sent}, {found.Rows} rows {found}; nothing was kept of the copy");
        return new MovedTable(table, sent.Rows, sent.ToString());
    }

    private static void Write(NpgsqlBinaryImporter copy, object value, RowsDigest sent)
    {
        sent.Add(value);
        switch (value)
        {
            case long number: copy.Write(number, NpgsqlDbType.Bigint); break;
            case string text: copy.Write(text, NpgsqlDbType.Text); break;
            case byte[] bytes: copy.Write(bytes, NpgsqlDbType.Bytea); break;
            default: copy.WriteNull(); break;
        }
    }
}
