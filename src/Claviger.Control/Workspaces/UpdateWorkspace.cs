using Claviger.Control.Access;
using Claviger.Control.Rates;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

public sealed class UpdateWorkspace(Database database, SnapshotRefresher snapshots)
{
    public async Task<Outcome<WorkspaceView>> RunAsync(Actor actor, string id, UpdateWorkspaceRequest request, CancellationToken ct)
    {
        if (request.Name is not null && WorkspaceFaults.InName(request.Name) is { } name) return name;
        if (WorkspaceFaults.InColor(request.DisplayColor) is { } color) return color;
        if (WorkspaceFaults.InTags(request.Tags) is { } faulty) return faulty;

        if (request.ExternalKeyId is not null && OnceFields.InExternalKey(request.ExternalKeyId, null) is { } noKey) return noKey;

        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, id);
        Permission[] needed = request.Tier is null ? [Permission.WorkspacesUpdate] : [Permission.WorkspacesUpdate, Permission.RatesUpdate];
        foreach (var permission in needed)
            if (Reach.FaultIn(tx, actor, AuditKind.WorkspaceUpdated, id, permission, Permission.WorkspacesRead, workspace?.Id, Problem.NotFound("workspace")) is { } denied) return denied;
        if (workspace!.ArchivedAt is not null) return new Problem(ProblemKind.InvalidRequest, "this workspace is archived, for good: it can't be changed");
        if (workspace.IsDefault && request.Name is not null) return Problem.Invalid("name", "the default workspace can't be renamed");
        if (workspace.IsDefault && request.Tier is not null) return Problem.Invalid("tier", "the default workspace has no rate limits of its own: give its keys a tier, or the organization");
        var (residency, noGeo) = ResidencyFields.Read(request.DataResidency, workspace.Residency);
        if (noGeo is not null) return noGeo;
        if (OnceFields.InExternalKey(request.ExternalKeyId, workspace.ExternalKey) is { } again) return again;
        if (OnceFields.InUserProfile(tx, actor, request.UserProfileId, workspace) is { } noProfile) return noProfile;
        if (TierChoice.FaultIn(tx, actor.Organization, request.Tier) is { } noTier) return noTier;
        if (request.Name is not null && WorkspaceStore.LiveNameTaken(tx, actor.Organization, request.Name, id))
            return Problem.Conflict("name", $"'{request.Name}' is the name of another workspace; choose a different one", "workspace_name_taken");

        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal); // sorted: the same tags always read the same
        foreach (var (key, value) in workspace.Tags) tags[key] = value;
        foreach (var (key, value) in request.Tags ?? new Dictionary<string, string?>())
            if (value is null) tags.Remove(key);
            else tags[key] = value;
        if (WorkspaceFaults.InTags(tags.Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value))) is { } tooMany) return tooMany;

        var changed = workspace with
        {
            Name = request.Name ?? workspace.Name,
            DisplayColor = request.DisplayColor ?? workspace.DisplayColor,
            Tags = tags,
            Tier = TierChoice.Of(request.Tier, workspace.Tier),
            Residency = residency!,
            ExternalKey = request.ExternalKeyId ?? workspace.ExternalKey,
            UserProfile = request.UserProfileId ?? workspace.UserProfile,
        };
        if (changed with { Tags = workspace.Tags } == workspace && tags.Count == workspace.Tags.Count && !tags.Except(workspace.Tags).Any())
            return WorkspaceViews.Of(workspace); // nothing changes: no event

        WorkspaceStore.Update(tx, changed);
        var change = tx.Commit(actor.Did(AuditKind.WorkspaceUpdated, id, AuditDetail.Of(
            ("before", Fields(workspace)), ("after", Fields(changed)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceViews.Of(changed);
    }

    private static object Fields(Workspace workspace) => new
    {
        name = workspace.Name,
        display_color = workspace.DisplayColor,
        tags = workspace.Tags,
        tier = workspace.Tier,
        allowed_inference_geos = GeoNames.TextOf(workspace.Residency.Allowed),
        default_inference_geo = GeoNames.Of(workspace.Residency.Default),
        external_key_id = workspace.ExternalKey,
        user_profile_id = workspace.UserProfile,
    };
}
