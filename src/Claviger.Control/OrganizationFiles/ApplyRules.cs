using Claviger.Control.Checklist;
using Claviger.Control.Environments;
using Claviger.Control.Organizations;
using Claviger.Control.Rates;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.Rates;

namespace Claviger.Control.OrganizationFiles;

/// <summary>Settings, tiers, environments, and what the checklist judges by.</summary>
public sealed class ApplyRules(
    UpdateOrganizationSettings settings, SetOrganizationTier organizationTier, CreateTier createTier, UpdateTier updateTier, DeleteTier deleteTier, SetEnvironment setEnvironment,
    DeleteEnvironment deleteEnvironment, SetChecklistSettings checklist, WaiveFinding waive, EndWaiver endWaiver)
{
    public async Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) => (change.Noun, change.Action) switch
    {
        (PlannedNoun.Organization, _) => await OrganizationAsync(actor, change, work.File.Organization!, ct),
        (PlannedNoun.Tier, PlannedAction.Delete) => (await deleteTier.RunAsync(actor, change.Name, ct)).Problem,
        (PlannedNoun.Tier, var action) => await TierAsync(actor, change.Name, work.File.Tiers![change.Name], action == PlannedAction.Create, ct),
        (PlannedNoun.Environment, PlannedAction.Delete) => (await deleteEnvironment.RunAsync(actor, change.Name, ct)).Problem,
        (PlannedNoun.Environment, _) => (await setEnvironment.RunAsync(actor, change.Name, new SetEnvironmentRequest(work.File.Environments![change.Name].Networks, work.File.Environments[change.Name].Block), ct)).Problem,
        (PlannedNoun.ChecklistSettings, _) => (await checklist.RunAsync(actor, work.File.Checklist!.Settings!, ct)).Problem,
        (PlannedNoun.Waiver, PlannedAction.Delete) => (await endWaiver.RunAsync(actor, change.Id!, ct)).Problem,
        (PlannedNoun.Waiver, _) => await WaiveAsync(actor, work.File.Checklist!.Waivers!.First(waiver => waiver.Name == change.Name), work, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private async Task<Problem?> OrganizationAsync(Actor actor, PlannedChange change, OrganizationSpec wanted, CancellationToken ct)
    {
        if (change.Fields.Any(field => field.Name is "time_zone" or "spend_refusals") && (await settings.RunAsync(actor, new UpdateOrganizationSettingsRequest(wanted.TimeZone, wanted.SpendRefusals), ct)).Problem is { } fault) return fault;
        return change.Fields.Any(field => field.Name == "tier") ? (await organizationTier.RunAsync(actor, new SetOrganizationTierRequest(wanted.Tier!), ct)).Problem : null;
    }

    /// <summary>A tier that ships is changed by laying figures over it, even where the file sees it for the first time.</summary>
    private async Task<Problem?> TierAsync(Actor actor, string name, TierSpec wanted, bool isNew, CancellationToken ct)
    {
        if (!isNew || TierBook.Shipped.Any(tier => tier.Name == name)) return (await updateTier.RunAsync(actor, name, new UpdateTierRequest(wanted.DisplayName, wanted.Classes), ct)).Problem;
        return wanted.Classes is { } classes ? (await createTier.RunAsync(actor, new CreateTierRequest(name, classes, wanted.DisplayName), ct)).Problem : Problem.Invalid("classes", "required for a new tier");
    }

    private async Task<Problem?> WaiveAsync(Actor actor, WaiverSpec wanted, AppliedWork work, CancellationToken ct)
    {
        var subject = wanted.Subject is not { } name ? null : work.IdOf(PlannedNoun.Key, name) is var key && key != name ? key : work.IdOf(PlannedNoun.Workspace, name);
        return (await waive.RunAsync(actor, new CreateWaiverRequest(wanted.Control, wanted.Reason, wanted.Until, subject, wanted.Owner is { } owner ? work.IdOf(PlannedNoun.Member, owner) : null), ct)).Problem;
    }
}
