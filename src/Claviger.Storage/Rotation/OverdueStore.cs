using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;

namespace Claviger.Storage.Rotation;

/// <summary>Keys whose current secret is older than its policy allows, from the oldest on: where nothing is overdue, next to nothing is read.</summary>
public static class OverdueStore
{
    private const string Live =
        """
        s.ends_at_ms IS NULL AND k.organization_id = @organization AND k.status <> 2 AND (k.expires_at_ms IS NULL OR k.expires_at_ms > @now)
        """;

    private const string NoAgeOfItsOwn = "NOT EXISTS (SELECT 1 FROM rotation_policies p WHERE p.organization_id = @organization AND p.scope_type = 2 AND p.scope_id = k.id AND p.max_age_days IS NOT NULL)";

    /// <summary>Numbers of such keys, the longest overdue first, at most <paramref name="most"/>.</summary>
    /// <param name="within">Ids of workspaces; null: all.</param>
    public static IReadOnlyList<int> Read(Reader reader, OrganizationId organization, IReadOnlyList<string>? within, DateTimeOffset now, int most)
    {
        var settings = RotationPolicyStore.Of(reader, organization).All;
        var ages = settings.Where(setting => setting.Key.Type == RotationScopeType.Workspace && setting.Value.MaxAgeDays is not null).ToLookup(setting => setting.Value.MaxAgeDays!.Value, setting => setting.Key.Id);
        var usual = settings.GetValueOrDefault(RotationScope.Of(organization))?.MaxAgeDays ?? RotationPolicy.BuiltIn.MaxAgeDays;
        var apart = ages.SelectMany(age => age).ToList();
        var nowMs = now.ToUnixTimeMilliseconds();

        // The store reads the secrets in order of age here, and so only those that are overdue.
        var overdue = Query(
            $"FROM api_key_secrets s CROSS JOIN api_keys k WHERE k.id = s.key_id AND s.created_at_ms <= @cut AND {Live} AND {NoAgeOfItsOwn}{(apart.Count == 0 ? "" : " AND k.workspace_id NOT IN @places")}", usual, apart);
        // Here a workspace's keys, of which there are fewer than old secrets.
        foreach (var age in ages)
            overdue.AddRange(Query($"FROM api_keys k CROSS JOIN api_key_secrets s WHERE k.workspace_id IN @places AND s.key_id = k.id AND s.created_at_ms <= @cut AND {Live} AND {NoAgeOfItsOwn}", age.Key, [.. age]));
        overdue.AddRange(Query(
            $"""
            FROM rotation_policies r CROSS JOIN api_keys k CROSS JOIN api_key_secrets s
            WHERE r.organization_id = @organization AND r.scope_type = 2 AND r.max_age_days IS NOT NULL AND k.id = r.scope_id AND s.key_id = k.id AND s.created_at_ms + r.max_age_days * {DayMs} <= @now AND {Live}
            """, 0, [], "s.created_at_ms + r.max_age_days * " + DayMs));
        return [.. overdue.OrderBy(key => key.DueMs).ThenBy(key => key.Number).Take(most).Select(key => key.Number)];

        List<Overdue> Query(string from, int age, List<string> places, string? due = null) => reader.Query<Overdue>(
            $"SELECT k.number AS Number, {due ?? "s.created_at_ms + @age"} AS DueMs {from}{(within is null ? "" : " AND k.workspace_id IN @within")} ORDER BY {(due is null ? "s.created_at_ms" : "2")} LIMIT @most",
            new { organization = organization.Value, now = nowMs, cut = nowMs - age * DayMs, age = age * DayMs, places, within = within?.ToList(), most }).ToList();
    }

    private const long DayMs = 86_400_000;

    private sealed record Overdue
    {
        public int Number { get; init; }
        public long DueMs { get; init; }
    }
}
