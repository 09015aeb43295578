using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Checklist;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Storage;
using Claviger.Storage.Checklist;

namespace Claviger.Control.Checklist;

/// <summary>The figures that controls judge by. Whoever loosens them leaves an entry.</summary>
public sealed class SetChecklistSettings(Database database)
{
    public async Task<Outcome<ChecklistSettingsView>> RunAsync(Actor actor, UpdateChecklistSettingsRequest request, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.ChecklistUpdate)) return Denial.Of(tx, actor, AuditKind.ChecklistSettingsUpdated, actor.Organization.Value, Permission.ChecklistUpdate);
        var before = ChecklistSettingsStore.Of(tx, actor.Organization);
        var after = Merged(before, request);
        if (FaultIn(after) is { } fault) return fault;
        if (Same(before, after)) return ViewOf(after); // nothing changes: no event
        Write(tx, actor, before, after, out var entry);
        tx.Record(entry);
        return ViewOf(after);
    }

    internal Outcome<ChecklistSettingsView> Get(Actor actor)
    {
        if (!actor.May(Permission.ChecklistRead)) return Denial.Of(Permission.ChecklistRead);
        using var reader = database.Read();
        return ViewOf(ChecklistSettingsStore.Of(reader, actor.Organization));
    }

    /// <summary>For acts that change them among other things.</summary>
    internal static void Write(AdminTransaction tx, Actor actor, ChecklistSettings before, ChecklistSettings after, out AuditEntry entry)
    {
        ChecklistSettingsStore.Put(tx, actor.Organization, after);
        entry = actor.Did(AuditKind.ChecklistSettingsUpdated, actor.Organization.Value, AuditDetail.Of(("before", ViewOf(before)), ("after", ViewOf(after))));
    }

    internal static ChecklistSettings Merged(ChecklistSettings before, UpdateChecklistSettingsRequest request) => new()
    {
        Environments = request.Environments ?? before.Environments,
        RotationDays = request.RotationDays ?? before.RotationDays,
        UnusedDays = request.UnusedDays ?? before.UnusedDays,
        AuditReviewDays = request.AuditReviewDays ?? before.AuditReviewDays,
        OffboardingDays = request.OffboardingDays ?? before.OffboardingDays,
        SightingDays = request.SightingDays ?? before.SightingDays,
        MostNetworks = request.MostNetworks ?? before.MostNetworks,
        FewestAdmins = request.FewestAdmins ?? before.FewestAdmins,
        MostAdmins = request.MostAdmins ?? before.MostAdmins,
        UnresolvedDays = request.UnresolvedDays ?? before.UnresolvedDays,
        SeparateUpstreams = request.SeparateUpstreams ?? before.SeparateUpstreams,
    };

    internal static Problem? FaultIn(ChecklistSettings settings)
    {
        if (settings.Environments.Count is < 1 or > 20) return Problem.Invalid("environments", "from 1 to 20 names");
        foreach (var environment in settings.Environments)
            if (NamingPolicy.EnvironmentFault(environment) is { } fault) return Problem.Invalid("environments", $"each {fault}");
        if (settings.Environments.Distinct().Count() != settings.Environments.Count) return Problem.Invalid("environments", "names the same one twice");
        return Days("rotation_days", settings.RotationDays, 365) ?? Days("unused_days", settings.UnusedDays, 365) ?? Days("audit_review_days", settings.AuditReviewDays, 365)
            ?? Days("offboarding_days", settings.OffboardingDays, 1_095) ?? Days("sighting_days", settings.SightingDays, 365) ?? Days("most_networks", settings.MostNetworks, 32)
            ?? Days("fewest_admins", settings.FewestAdmins, 20) ?? Days("most_admins", settings.MostAdmins, 100) ?? Days("unresolved_days", settings.UnresolvedDays, 90)
            ?? (settings.FewestAdmins > settings.MostAdmins ? Problem.Invalid("most_admins", $"must be at least fewest_admins, which is {settings.FewestAdmins}") : null);
    }

    internal static bool Same(ChecklistSettings a, ChecklistSettings b) => a with { Environments = b.Environments } == b && a.Environments.SequenceEqual(b.Environments);

    internal static ChecklistSettingsView ViewOf(ChecklistSettings settings) => new(
        "checklist_settings", settings.Environments, settings.RotationDays, settings.UnusedDays, settings.AuditReviewDays, settings.OffboardingDays, settings.SightingDays,
        settings.MostNetworks, settings.FewestAdmins, settings.MostAdmins, settings.UnresolvedDays, settings.SeparateUpstreams);

    private static Problem? Days(string field, int value, int most) => value >= 1 && value <= most ? null : Problem.Invalid(field, $"must be from 1 to {most}");
}
