using Claviger.Control.Rates;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Workspaces;

public sealed class CreateWorkspace(Database database, SnapshotRefresher snapshots, TimeProvider clock)
{
    /// <summary>Anthropic's number; archived ones and the default one don't count.</summary>
    private const int MaxWorkspaces = 100;

    private static readonly string[] Palette = ["#6C5BB9", "#2E7D6B", "#B9772B", "#3B6FB6", "#A94A5B", "#5E7A2E", "#7A5C99", "#357C8C"];

    public async Task<Outcome<WorkspaceView>> RunAsync(Actor actor, CreateWorkspaceRequest request, CancellationToken ct)
    {
        if (WorkspaceFaults.InName(request.Name) is { } name) return name;
        if (WorkspaceFaults.InColor(request.DisplayColor) is { } color) return color;
        if (WorkspaceFaults.InTags(request.Tags?.Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value))) is { } tags) return tags;
        // Anthropic's own SDKs don't know the field: without it a workspace is made like the default one, and its keys name theirs.
        if (request.Environment is not null && NamingPolicy.EnvironmentFault(request.Environment) is { } fault) return Problem.Invalid("environment", fault);

        var (residency, noGeo) = ResidencyFields.Read(request.DataResidency, DataResidency.Open);
        if (noGeo is not null) return noGeo;
        if (OnceFields.InExternalKey(request.ExternalKeyId, null) is { } noKey) return noKey;

        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.WorkspacesCreate)) return Denial.Of(tx, actor, AuditKind.WorkspaceCreated, request.Name, Permission.WorkspacesCreate);
        if (request.Tier is not null && !actor.May(Permission.RatesUpdate)) return Denial.Of(tx, actor, AuditKind.WorkspaceCreated, request.Name, Permission.RatesUpdate);
        if (TierChoice.FaultIn(tx, actor.Organization, request.Tier) is { } noTier) return noTier;

        if (OnceFields.InUserProfile(tx, actor, request.UserProfileId, null) is { } noProfile) return noProfile;

        var count = WorkspaceStore.CountLive(tx, actor.Organization);
        if (count >= MaxWorkspaces) return new Problem(ProblemKind.InvalidRequest, $"an organization has at most {MaxWorkspaces} workspaces: archive one first");
        if (WorkspaceStore.LiveNameTaken(tx, actor.Organization, request.Name, "")) return Problem.Conflict("name", $"'{request.Name}' is the name of another workspace; choose a different one", "workspace_name_taken");

        var workspace = WorkspaceStore.Add(tx, new Workspace
        {
            Id = WorkspaceId.New(),
            Number = 0,
            Organization = actor.Organization,
            Name = request.Name,
            Environment = request.Environment,
            IsDefault = false,
            DisplayColor = request.DisplayColor ?? Palette[count % Palette.Length],
            Tags = request.Tags ?? new Dictionary<string, string>(),
            Tier = TierChoice.Of(request.Tier, null),
            Residency = residency!,
            ExternalKey = request.ExternalKeyId,
            UserProfile = request.UserProfileId,
            CreatedAt = clock.GetUtcNow(),
        });
        var change = tx.Commit(actor.Did(AuditKind.WorkspaceCreated, workspace.Id.Value, AuditDetail.Of(
            ("name", workspace.Name), ("environment", workspace.Environment), ("tier", workspace.Tier), ("allowed_inference_geos", GeoNames.TextOf(workspace.Residency.Allowed)),
            ("default_inference_geo", GeoNames.Of(workspace.Residency.Default)), ("external_key_id", workspace.ExternalKey), ("user_profile_id", workspace.UserProfile))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return WorkspaceViews.Of(workspace);
    }
}
