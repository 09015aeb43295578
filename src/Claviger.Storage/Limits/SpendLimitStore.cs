using Claviger.Core;
using Claviger.Core.Limits;

namespace Claviger.Storage.Limits;

/// <summary>Spend limits. Every change takes a new <see cref="LimitsVersion"/>, by which the books see it before their next batch.</summary>
public static class SpendLimitStore
{
    /// <summary>All that aren't deleted, with every grant that ever was, in order of their numbers. For the snapshot.</summary>
    public static IReadOnlyList<SpendLimit> AllLive(Reader reader) => AllLive(reader, null);

    /// <summary>The same of one organization.</summary>
    public static IReadOnlyList<SpendLimit> AllLive(Reader reader, OrganizationId? organization)
    {
        var grants = reader.Query<SpendGrantRow>($"SELECT {SpendGrantRow.Columns} FROM spend_grants ORDER BY starts_at_ms").ToLookup(row => row.LimitNumber, row => row.ToGrant());
        return reader.Query<SpendLimitRow>(
            $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE deleted_at_ms IS NULL {(organization is null ? "" : "AND organization_id = @organization")} ORDER BY number", new { organization = organization?.Value })
            .Select(row => row.ToLimit([.. grants[row.Number]])).ToList();
    }

    /// <summary><see cref="SpendLimit.Number"/> of the argument is ignored; the store gives one.</summary>
    public static SpendLimit Add(AdminTransaction tx, OrganizationId organization, SpendLimit limit) => tx.One<SpendLimitRow>(
        $"""
        INSERT INTO spend_limits (id, organization_id, scope_type, scope_id, scope_number, period, amount_nanos, mode, at_cap,
                                  suspended_until_ms, created_at_ms, updated_at_ms, version)
        VALUES (@id, @organization, @scopeType, @scopeId, @scopeNumber, @period, @amount, @mode, @atCap, @suspended, @created, @updated, @version)
        RETURNING {SpendLimitRow.Columns}
        """,
        new
        {
            id = limit.Id.Value,
            organization = organization.Value,
            scopeType = (int)limit.Scope.Type,
            scopeId = limit.Scope.Id,
            scopeNumber = limit.Scope.Number,
            period = (int)limit.Period,
            amount = limit.Amount?.Nanos,
            mode = (int)limit.Mode,
            atCap = (int)limit.AtCap,
            suspended = limit.SuspendedUntilMs,
            created = limit.CreatedAtMs,
            updated = limit.UpdatedAtMs,
            version = limit.Version,
        }).ToLimit([]);

    /// <summary>Amount, mode, at-cap policy and suspension; scope and period are what a limit is.</summary>
    public static void Update(AdminTransaction tx, SpendLimit limit) => tx.Execute(
        """
        UPDATE spend_limits SET amount_nanos = @amount, mode = @mode, at_cap = @atCap, suspended_until_ms = @suspended, updated_at_ms = @updated, version = @version
        WHERE number = @number
        """,
        new
        {
            number = limit.Number,
            amount = limit.Amount?.Nanos,
            mode = (int)limit.Mode,
            atCap = (int)limit.AtCap,
            suspended = limit.SuspendedUntilMs,
            updated = limit.UpdatedAtMs,
            version = limit.Version,
        });

    /// <summary>Its row stays, with its number: shares of the books go on meaning this limit.</summary>
    public static void Delete(AdminTransaction tx, SpendLimit limit, long atMs, long version) => tx.Execute(
        "UPDATE spend_limits SET deleted_at_ms = @atMs, updated_at_ms = @atMs, version = @version WHERE number = @number", new { number = limit.Number, atMs, version });

    /// <summary>A change of one of its grants is a change of the limit.</summary>
    public static void Touch(AdminTransaction tx, SpendLimit limit, long atMs, long version) => tx.Execute(
        "UPDATE spend_limits SET updated_at_ms = @atMs, version = @version WHERE number = @number", new { number = limit.Number, atMs, version });

    /// <summary>Null when it is missing, deleted, or another organization's: they must look the same.</summary>
    public static SpendLimit? Find(AdminTransaction tx, OrganizationId organization, string id) => Whole(tx, tx.First<SpendLimitRow>(
        $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE id = @id AND organization_id = @organization AND deleted_at_ms IS NULL", new { id, organization = organization.Value }));

    public static SpendLimit? Find(Reader reader, OrganizationId organization, string id) => reader.First<SpendLimitRow>(
            $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE id = @id AND organization_id = @organization AND deleted_at_ms IS NULL", new { id, organization = organization.Value })
        is { } row ? row.ToLimit(SpendGrantStore.Of(reader, row.Number)) : null;

    /// <summary>The one that a scope and period have; null when they have none.</summary>
    public static SpendLimit? Find(AdminTransaction tx, OrganizationId organization, LimitScopeType type, string scopeId, LimitPeriod period) => Whole(tx, tx.First<SpendLimitRow>(
        $"""
        SELECT {SpendLimitRow.Columns} FROM spend_limits
        WHERE organization_id = @organization AND scope_type = @type AND scope_id = @scopeId AND period = @period AND deleted_at_ms IS NULL
        """,
        new { organization = organization.Value, type = (int)type, scopeId, period = (int)period }));

    /// <summary>Newest first, below a number.</summary>
    /// <param name="types">Empty: all.</param>
    /// <param name="scopes">Ids of entities, all of which a limit's must be: two different ones leave nothing. Empty: all.</param>
    public static IReadOnlyList<SpendLimit> Page(
        Reader reader, OrganizationId organization, IReadOnlyCollection<LimitScopeType> types, IReadOnlyCollection<(LimitScopeType Type, string Id)> scopes, long? below, int limit)
    {
        var only = scopes.Distinct().ToList();
        var rows = only.Count > 1 ? [] : reader.Query<SpendLimitRow>(
            $"""
            SELECT {SpendLimitRow.Columns} FROM spend_limits
            WHERE organization_id = @organization AND deleted_at_ms IS NULL
              AND (@all OR scope_type IN @types) AND (@scopeId IS NULL OR (scope_type = @scopeType AND scope_id = @scopeId))
              AND (@below IS NULL OR number < @below)
            ORDER BY number DESC LIMIT @limit
            """,
            new
            {
                organization = organization.Value,
                all = types.Count == 0,
                types = types.Select(type => (int)type).ToList(),
                scopeType = only.Count == 0 ? -1 : (int)only[0].Type,
                scopeId = only.Count == 0 ? null : only[0].Id,
                below,
                limit,
            }).ToList();
        return rows.Select(row => row.ToLimit(SpendGrantStore.Of(reader, row.Number))).ToList();
    }

    public static IReadOnlyList<SpendLimit> OfType(Reader reader, OrganizationId organization, LimitScopeType type)
    {
        var rows = reader.Query<SpendLimitRow>(
            $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE organization_id = @organization AND scope_type = @type AND deleted_at_ms IS NULL ORDER BY number",
            new { organization = organization.Value, type = (int)type }).ToList();
        return rows.Select(row => row.ToLimit(SpendGrantStore.Of(reader, row.Number))).ToList();
    }

    /// <summary>Those of certain keys, workspaces or the like.</summary>
    public static IReadOnlyList<SpendLimit> OfScopes(Reader reader, OrganizationId organization, LimitScopeType type, IReadOnlyList<string> scopes)
    {
        var rows = reader.Query<SpendLimitRow>(
            $"SELECT {SpendLimitRow.Columns} FROM spend_limits WHERE organization_id = @organization AND scope_type = @type AND scope_id IN @scopes AND deleted_at_ms IS NULL ORDER BY number",
            new { organization = organization.Value, type = (int)type, scopes = scopes.ToList() }).ToList();
        return rows.Select(row => row.ToLimit(SpendGrantStore.Of(reader, row.Number))).ToList();
    }

    private static SpendLimit? Whole(AdminTransaction tx, SpendLimitRow? row) => row?.ToLimit(SpendGrantStore.Of(tx, row.Number));
}
