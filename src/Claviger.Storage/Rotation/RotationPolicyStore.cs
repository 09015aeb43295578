using Claviger.Core;
using Claviger.Core.Rotation;

namespace Claviger.Storage.Rotation;

/// <summary>What organization, workspaces and keys say about rotation.</summary>
public static class RotationPolicyStore
{
    /// <summary>Takes the place of what the scope said before; settings that say nothing leave no row.</summary>
    public static void Set(AdminTransaction tx, OrganizationId organization, RotationScope scope, RotationSettings settings)
    {
        tx.Execute(
            "DELETE FROM rotation_policies WHERE organization_id = @organization AND scope_type = @type AND scope_id = @id",
            new { organization = organization.Value, type = (int)scope.Type, id = scope.Id });
        if (settings == RotationSettings.None) return;
        tx.Execute(
            """
            INSERT INTO rotation_policies (organization_id, scope_type, scope_id, max_age_days, overlap_ms, ahead_days, automatic, extend_while_in_use, hard_end_days, sink)
            VALUES (@organization, @type, @id, @age, @overlap, @ahead, @automatic, @extend, @hard, @sink)
            """,
            new
            {
                organization = organization.Value,
                type = (int)scope.Type,
                id = scope.Id,
                age = settings.MaxAgeDays,
                overlap = (long?)settings.Overlap?.TotalMilliseconds,
                ahead = settings.AheadDays,
                automatic = Number(settings.Automatic),
                extend = Number(settings.ExtendWhileInUse),
                hard = settings.HardEndDays,
                sink = settings.Sink,
            });
    }

    public static RotationPolicies Of(AdminTransaction tx, OrganizationId organization) => Of(organization, tx.Query<RotationPolicyRow>(All, new { organization = organization.Value }));

    public static RotationPolicies Of(Reader reader, OrganizationId organization) => Of(organization, reader.Query<RotationPolicyRow>(All, new { organization = organization.Value }));

    private const string All = $"SELECT {RotationPolicyRow.Columns} FROM rotation_policies WHERE organization_id = @organization ORDER BY scope_type, scope_id";

    private static RotationPolicies Of(OrganizationId organization, IEnumerable<RotationPolicyRow> rows) =>
        new(organization, rows.ToDictionary(row => row.Scope, row => row.ToSettings()));

    private static int? Number(bool? value) => value is { } known ? known ? 1 : 0 : null;
}
