using Claviger.Core.Audit;
using Claviger.Storage;
using Dapper;
using Xunit;

namespace Claviger.Tests.Storage;

/// <summary>What a page asks does not grow with the organization. SQLite keeps no statistics here, so what it would choose is seen in an empty store.</summary>
public sealed class Rows_are_sought_not_walked
{
    /// <summary>With a plain condition on the organization it takes that to be narrower than the ids, and walks every row there is.</summary>
    [Theory]
    [InlineData("api_keys", "id")]
    [InlineData("members", "id")]
    [InlineData("spend_limits", "id")]
    [InlineData("api_keys", "number")]
    public async Task By_their_own_ids(string table, string column)
    {
        var plan = await PlanAsync($"SELECT {column} FROM {table} WHERE {column} IN ({string.Join(", ", Enumerable.Range(1, 50))}) AND {OwnRows.Only}", new { organization = "org" });
        Assert.Matches($@"^SEARCH {table} USING .*\(({column}|rowid)=\?\)", plan);
    }

    [Theory]
    [InlineData("outcome = 1", "audit_entries_denied")]
    [InlineData("at_ms >= 1 AND at_ms < 2", "COVERING INDEX audit_entries_by_time")]
    public async Task Entries_of_the_audit_log(string where, string index)
    {
        Assert.Equal(1, (int)AuditOutcome.Denied); // as the index has it
        Assert.Contains(index, await PlanAsync($"SELECT sequence FROM audit_entries WHERE organization_id = @organization AND {where} ORDER BY sequence DESC LIMIT 51", new { organization = "org" }));
    }

    private static async Task<string> PlanAsync(string sql, object args)
    {
        Assert.SkipUnless(Store.Postgres is null, "PostgreSQL keeps statistics, and goes by them");
        await using var store = new Store();
        using var raw = store.Raw();
        return string.Join('\n', (await raw.QueryAsync("EXPLAIN QUERY PLAN " + sql, args)).Select(row => (string)row.detail));
    }
}
