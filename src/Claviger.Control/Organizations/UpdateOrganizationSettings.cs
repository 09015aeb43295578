using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Storage;
using Claviger.Storage.Limits;
using Claviger.Storage.Organizations;

namespace Claviger.Control.Organizations;

/// <summary>What holds for the whole organization. A new time zone moves where periods begin, from the next request on.</summary>
public sealed class UpdateOrganizationSettings(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    private const int MaxZoneName = 64;
    private const int MaxName = 100;

    public async Task<Outcome<OrganizationSettingsView>> RunAsync(Actor actor, UpdateOrganizationSettingsRequest request, CancellationToken ct)
    {
        if (request.Name is not null && !PlainText.IsName(request.Name, MaxName)) return Problem.Invalid("name", $"must be 1 to {MaxName} characters, {PlainText.NameTakes}");
        if (request.TimeZone is not null && !IsZone(request.TimeZone))
            return Problem.Invalid("time_zone", "is not a time zone that this machine knows: write an IANA name like Europe/Berlin, America/New_York or UTC, upper and lower case as it is");
        if (request.SpendRefusals is not null && !LimitNames.RefusalStyles.ContainsKey(request.SpendRefusals))
            return Problem.Invalid("spend_refusals", $"must be one of {string.Join(", ", LimitNames.RefusalStyles.Keys)}");

        using var tx = await database.BeginAdminAsync(ct);
        var target = actor.Organization.Value;
        if (!actor.May(Permission.OrganizationUpdate)) return Denial.Of(tx, actor, AuditKind.OrganizationUpdated, target, Permission.OrganizationUpdate);
        if (OrganizationStore.Find(tx, actor.Organization) is not { } before) return Problem.NotFound("organization");

        var after = before with
        {
            Name = request.Name ?? before.Name,
            TimeZone = request.TimeZone ?? before.TimeZone,
            SpendRefusals = request.SpendRefusals is null ? before.SpendRefusals : LimitNames.RefusalStyles[request.SpendRefusals],
        };
        await snapshots.HasReachedAsync(Write(tx, actor, before, after), CancellationToken.None);
        return ReadOrganizationSettings.ViewOf(after);
    }

    /// <returns>The change to wait for.</returns>
    private long Write(AdminTransaction tx, Actor actor, Organization before, Organization after)
    {
        if (before == after)
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // who did it may be building the snapshot still: wait for that without the writer's turn
            return seen;
        }

        OrganizationStore.Update(tx, after);
        if (before.TimeZone != after.TimeZone)
        {
            LimitsVersion.Next(tx); // the books, too, must learn where periods begin
            LimitShareStore.Realign(tx, after.Id, clock.GetUtcNow().ToUnixTimeMilliseconds());
        }

        return tx.Commit(actor.Did(AuditKind.OrganizationUpdated, after.Id.Value, AuditDetail.Of(("before", FieldsOf(before)), ("after", FieldsOf(after)))));
    }

    private static object FieldsOf(Organization organization) => new { name = organization.Name, time_zone = organization.TimeZone, spend_refusals = LimitNames.Of(organization.SpendRefusals) };

    /// <summary>Names are paths of the machine's time zone files: nothing that could leave their folder is looked for.</summary>
    private static bool IsZone(string name) =>
        name.Length is > 0 and <= MaxZoneName && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && string.Equals(zone.Id, name, StringComparison.Ordinal);
}
