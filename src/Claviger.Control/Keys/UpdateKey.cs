using Claviger.Control.Access;
using Claviger.Control.Emergency;
using Claviger.Control.Rates;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Pricing;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;

namespace Claviger.Control.Keys;

/// <summary>Renames, re-rules, gives another tier, disables, enables or revokes a key. When it returns, this process enforces the change.</summary>
public sealed class UpdateKey(Database database, SnapshotRefresher snapshots, NamingPolicy naming, PriceBook prices, TimeProvider clock, StopInEmergency? emergency = null)
{
    /// <summary>What only takes access away goes through even where store or audit log take no change; everything else is refused then.</summary>
    public Task<Outcome<ApiKeyView>> RunAsync(Actor actor, string id, UpdateApiKeyRequest request, CancellationToken ct) =>
        emergency is null || request.Status is not ("inactive" or "archived") || request with { Status = null, CutRequests = null } != new UpdateApiKeyRequest()
            ? ChangeAsync(actor, id, request, ct)
            : emergency.OrElseAsync(patience => ChangeAsync(actor, id, request, patience), cause => StopAsync(actor, id, KeyViews.Statuses[request.Status], request.CutRequests == true, cause), ct);

    /// <returns>Null: unknown to the snapshot, or the actor may not.</returns>
    private async Task<ApiKeyView?> StopAsync(Actor actor, string id, KeyStatus status, bool cut, Exception cause)
    {
        var needed = status == KeyStatus.Archived ? Permission.KeysRevoke : Permission.KeysUpdate;
        if (emergency!.Policy.Organization.Id != actor.Organization || emergency.Policy.FindKey(new ApiKeyId(id)) is not { } key || !actor.MayIn(needed, key.Workspace)) return null;
        await emergency.StopAsync(actor, id, status, cut, cause);
        return KeyViews.Of(key with { Status = status }, clock.GetUtcNow(), lastUsed: null); // the store that knows may be what is away
    }

    private async Task<Outcome<ApiKeyView>> ChangeAsync(Actor actor, string id, UpdateApiKeyRequest request, CancellationToken ct)
    {
        KeyStatus? status = null;
        if (request.Status is not null)
        {
            if (!KeyViews.Statuses.TryGetValue(request.Status, out var asked) || asked == KeyStatus.Expired)
                return Problem.Invalid("status", "must be active, inactive or archived");
            status = asked;
        }

        if (request.CutRequests == true && status is not (KeyStatus.Inactive or KeyStatus.Archived))
            return Problem.Invalid("cut_requests", "goes with status inactive or archived: it ends the requests of a key that is being stopped");

        var now = clock.GetUtcNow();

        using var tx = await database.BeginAdminAsync(ct);
        var key = KeyStore.Find(tx, actor.Organization, id);
        foreach (var permission in NeededFor(actor, request, status))
            if (Reach.FaultIn(tx, actor, AuditKindOf(status), id, permission, Permission.KeysRead, key?.Workspace, Problem.NotFound("API key")) is { } denied) return denied;

        var (changed, problem) = Apply(tx, actor, key!, request, status, now);
        if (changed is null) return problem!;
        await snapshots.HasReachedAsync(Write(tx, actor, key!, changed, request.CutRequests == true ? now : null), CancellationToken.None);
        return KeyViews.Of(database, changed, now);
    }

    /// <summary>Done before: no second event, and the same answer once what was done is in force here.</summary>
    /// <returns>The change to wait for.</returns>
    /// <param name="cut">When asked to end running requests: a cut of a key that was stopped before is an act of its own.</param>
    private static long Write(AdminTransaction tx, Actor actor, ApiKey before, ApiKey after, DateTimeOffset? cut)
    {
        if (Same(after, before) && cut is null)
        {
            var seen = tx.NewestChange();
            tx.Dispose(); // who did it may be building the snapshot still: wait for that without the writer's turn
            return seen;
        }

        KeyStore.Update(tx, after);
        if (cut is { } at) KeySecretStore.CutAllOf(tx, after.Id, at);
        return tx.Commit(actor.Did(AuditKindOf(after.Status == before.Status && cut is null ? null : after.Status), after.Id.Value, DetailOf(before, after, cut is not null)));
    }

    private static IEnumerable<Permission> NeededFor(Actor actor, UpdateApiKeyRequest request, KeyStatus? status)
    {
        if (status == KeyStatus.Archived) yield return Permission.KeysRevoke;
        if (status != KeyStatus.Archived || request with { Status = null, CutRequests = null } != new UpdateApiKeyRequest()) yield return Permission.KeysUpdate;
        if (request.Tier is not null) yield return Permission.RatesUpdate;
        if (request.OwnerUserId is { } owner && owner != actor.Member?.Value) yield return Permission.MembersRead;
    }

    private Outcome<ApiKey> Apply(AdminTransaction tx, Actor actor, ApiKey key, UpdateApiKeyRequest request, KeyStatus? status, DateTimeOffset now)
    {
        if (key.Status == KeyStatus.Archived && (status != KeyStatus.Archived || request with { Status = null, CutRequests = null } != new UpdateApiKeyRequest()))
            return Problem.Invalid("status", "this key is archived, for good: create a new one");
        if (status == KeyStatus.Active && key.StatusAt(now) == KeyStatus.Expired)
            return Problem.Invalid("status", "this key has expired and can't be revived: create a new one");

        if (request.Name is { } name && !string.Equals(name, key.Name, StringComparison.Ordinal))
        {
            var verdict = naming.Judge(name, key.Service, key.Environment);
            if (!verdict.IsAccepted)
                return Problem.Invalid("name", verdict.Proposal is null ? verdict.Reason! : $"{verdict.Reason}. Try '{verdict.Proposal}'", "key_name_policy");
            if (KeyStore.LiveNameTaken(tx, actor.Organization, name, key.Id.Value))
                return Problem.Conflict("name", $"'{name}' is the name of another key", "key_name_taken");
        }

        if (key.IsPersonal && request.OwnerUserId is { } other && other != key.Owner.Id)
            return Problem.Invalid("owner_user_id", "this is a personal key: it acts for its owner, and can't be handed over. Make a key of the service's own");
        if (request.OwnerUserId is { } owner && !MemberStore.Exists(tx, actor.Organization, new MemberId(owner)))
            return Problem.Invalid("owner_user_id", "no such member; GET /v1/organizations/users lists them");

        if (TierChoice.FaultIn(tx, actor.Organization, request.Tier) is { } noTier) return noTier;
        var rules = new KeyRules(
            request.Models ?? key.Rules.Models,
            request.Networks ?? key.Rules.Networks,
            request.MaxTokensCeiling switch { null => key.Rules.MaxTokensCeiling, 0 => null, var ceiling => ceiling });
        // Only what was asked for: a stored rule whose model lost its price must not stand in the way of a revocation.
        var asked = new KeyRules(request.Models ?? [], request.Networks ?? [], request.MaxTokensCeiling is 0 ? null : request.MaxTokensCeiling);
        if (KeyRuleFaults.In(asked, prices) is { } fault) return fault;

        return key with
        {
            Name = request.Name ?? key.Name,
            Status = status ?? key.Status,
            Owner = request.OwnerUserId is null ? key.Owner : new KeyOwner(KeyOwner.Member, request.OwnerUserId),
            Rules = rules,
            Tier = TierChoice.Of(request.Tier, key.Tier),
        };
    }

    private static AuditKind AuditKindOf(KeyStatus? status) => status switch
    {
        KeyStatus.Active => AuditKind.KeyEnabled,
        KeyStatus.Inactive => AuditKind.KeyDisabled,
        KeyStatus.Archived => AuditKind.KeyRevoked,
        _ => AuditKind.KeyUpdated,
    };

    private static bool Same(ApiKey a, ApiKey b) =>
        a with { Rules = b.Rules } == b && a.Rules.MaxTokensCeiling == b.Rules.MaxTokensCeiling
        && a.Rules.Models.SequenceEqual(b.Rules.Models) && a.Rules.Networks.SequenceEqual(b.Rules.Networks);

    private static string DetailOf(ApiKey before, ApiKey after, bool cut) => cut
        ? AuditDetail.Of(("before", FieldsOf(before)), ("after", FieldsOf(after)), ("requests_cut", true))
        : AuditDetail.Of(("before", FieldsOf(before)), ("after", FieldsOf(after)));

    private static object FieldsOf(ApiKey key) => new
    {
        name = key.Name,
        status = KeyViews.Name(key.Status),
        owner = key.Owner.Id,
        models = key.Rules.Models,
        networks = key.Rules.Networks,
        max_tokens_ceiling = key.Rules.MaxTokensCeiling,
        tier = key.Tier,
    };
}
