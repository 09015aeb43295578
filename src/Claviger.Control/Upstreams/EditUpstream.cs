using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Upstreams;
using Claviger.Storage;
using Claviger.Storage.Secrets;
using Claviger.Storage.Upstreams;

namespace Claviger.Control.Upstreams;

/// <summary>
/// Further credentials beside the one in the configuration, so that environments need not share one (S2). Only the credential is anybody's
/// to set: where requests go is the configuration's, or whoever may set it could send every prompt elsewhere.
/// </summary>
public sealed class EditUpstream(Database database, SnapshotRefresher snapshots, Sealer sealer, TimeProvider clock)
{
    private const int MostUpstreams = 50;

    public async Task<Outcome<UpstreamView>> CreateAsync(Actor actor, CreateUpstreamRequest request, CancellationToken ct)
    {
        if ((FaultInName(request.Name) ?? FaultInKey(request.ApiKey)) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.UpstreamsUpdate)) return Denial.Of(tx, actor, AuditKind.UpstreamCreated, request.Name, Permission.UpstreamsUpdate);
        var all = UpstreamStore.All(tx, actor.Organization);
        if (all.Count >= MostUpstreams) return new Problem(ProblemKind.InvalidRequest, $"an organization has at most {MostUpstreams} upstreams: delete one first");
        if (Taken(all, request.Name, null) is { } taken) return taken;
        var now = clock.GetUtcNow();
        var upstream = new Upstream(UpstreamId.New(), actor.Organization, request.Name, all[0].Upstream.BaseUrl);
        UpstreamStore.Add(tx, upstream, isDefault: false, now);
        UpstreamStore.SetCredential(tx, sealer, upstream, request.ApiKey, now);
        var change = tx.Commit(actor.Did(AuditKind.UpstreamCreated, upstream.Id.Value, AuditDetail.Of(("name", upstream.Name))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return UpstreamViews.Of(new StoredUpstream(upstream, now), all, []);
    }

    public async Task<Outcome<UpstreamView>> UpdateAsync(Actor actor, string id, UpdateUpstreamRequest request, CancellationToken ct)
    {
        if (request.Name is { } name && FaultInName(name) is { } badName) return badName;
        if (request.ApiKey is { } key && FaultInKey(key) is { } badKey) return badKey;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.UpstreamsUpdate)) return Denial.Of(tx, actor, AuditKind.UpstreamCredentialChanged, id, Permission.UpstreamsUpdate);
        var all = UpstreamStore.All(tx, actor.Organization);
        if (all.FirstOrDefault(one => one.Upstream.Id.Value == id) is not { } before) return Problem.NotFound("upstream");
        if (request.ApiKey is not null && before == all[0])
            return Problem.Invalid("api_key", "this upstream's credential is set in the server's configuration (ANTHROPIC_API_KEY or upstream.api_key_file), and taken over at a start", "upstream_is_configured");
        if (request.Name is { } wanted && Taken(all, wanted, id) is { } taken) return taken;
        var now = clock.GetUtcNow();
        var after = before with { Upstream = before.Upstream with { Name = request.Name ?? before.Upstream.Name }, CredentialSetAt = request.ApiKey is null ? before.CredentialSetAt : now };
        if (after != before)
        {
            UpstreamStore.Rename(tx, after.Upstream);
            if (request.ApiKey is { } credential) UpstreamStore.SetCredential(tx, sealer, after.Upstream, credential, now);
            var change = tx.Commit(actor.Did(AuditKind.UpstreamCredentialChanged, id, AuditDetail.Of(
                ("before", before.Upstream.Name), ("after", after.Upstream.Name), ("credential_replaced", request.ApiKey is not null))));
            await snapshots.HasReachedAsync(change, CancellationToken.None);
        }
        else tx.Dispose();

        using var reader = database.Read();
        return UpstreamViews.Of(after, all, Storage.Workspaces.WorkspaceStore.List(reader, actor.Organization, includeArchived: false, includeDefault: true));
    }

    public async Task<Outcome<DeletedUpstreamView>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.UpstreamsUpdate)) return Denial.Of(tx, actor, AuditKind.UpstreamDeleted, id, Permission.UpstreamsUpdate);
        var all = UpstreamStore.All(tx, actor.Organization);
        if (all.FirstOrDefault(one => one.Upstream.Id.Value == id) is not { } found) return Problem.NotFound("upstream");
        if (found == all[0]) return new Problem(ProblemKind.InvalidRequest, "this upstream is the one in the server's configuration, and can't be deleted", ErrorCode: "upstream_is_configured");
        if (UpstreamStore.UsedBy(tx, found.Upstream.Id) is > 0 and var count)
            return new Problem(ProblemKind.InvalidRequest, $"{count} workspace{(count == 1 ? " uses" : "s use")} this upstream: give those another one first (POST /v1/organizations/workspaces/{{id}}/upstream)", ErrorCode: "upstream_in_use");
        UpstreamStore.Delete(tx, found.Upstream.Id);
        var change = tx.Commit(actor.Did(AuditKind.UpstreamDeleted, id, AuditDetail.Of(("name", found.Upstream.Name))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new DeletedUpstreamView(id, "upstream_deleted");
    }

    private static Problem? FaultInName(string name) => PlainText.IsName(name, 40) ? null : Problem.Invalid("name", $"must be 1 to 40 characters, {PlainText.NameTakes}");

    /// <summary>It becomes a header as it stands: what no header can hold would fail at each request instead of here.</summary>
    private static Problem? FaultInKey(string key) =>
        key.Length is > 0 and <= 500 && key.All(c => c is > ' ' and <= '~') ? null : Problem.Invalid("api_key", "must be 1 to 500 visible characters without blanks, as Anthropic's console showed it");

    private static Problem? Taken(IEnumerable<StoredUpstream> all, string name, string? except) =>
        all.Any(one => one.Upstream.Name == name && one.Upstream.Id.Value != except) ? Problem.Conflict("name", $"there is an upstream '{name}' already", "upstream_name_taken") : null;
}
