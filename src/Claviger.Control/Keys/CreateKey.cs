using Claviger.Control.Access;
using Claviger.Control.Rates;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Pricing;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Secrets;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Keys;

/// <summary>Makes an API key and its first secret. The answer is the only place the secret ever appears.</summary>
public sealed class CreateKey(
    Database database, SnapshotRefresher snapshots, TokenIssuer issuer, NamingPolicy naming, PriceBook prices, TimeProvider clock)
{
    public async Task<Outcome<CreatedApiKeyView>> RunAsync(Actor actor, CreateApiKeyRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (request.ExpiresAt is { } end && end <= now) return Problem.Invalid("expires_at", "must be in the future");
        var rules = new KeyRules(request.Models ?? [], request.Networks ?? [], request.MaxTokensCeiling);
        if (KeyRuleFaults.In(rules, prices) is { } fault) return fault;

        using var tx = await database.BeginAdminAsync(ct);
        var workspace = WorkspaceStore.Find(tx, actor.Organization, request.WorkspaceId);
        var nowhere = Problem.Invalid("workspace_id", "no such workspace; GET /v1/organizations/workspaces lists them");
        foreach (var permission in NeededFor(actor, request))
            if (Reach.FaultIn(tx, actor, AuditKind.KeyCreated, request.WorkspaceId, permission, Permission.WorkspacesRead, workspace?.Id, nowhere) is { } denied) return denied;
        if (workspace!.ArchivedAt is not null) return Problem.Invalid("workspace_id", "this workspace is archived, for good: make the key in another one");

        var (environment, problem) = Settle(request.Environment, workspace);
        if (environment is null) return problem!;
        var verdict = naming.Judge(request.Name, request.Service, environment);
        if (!verdict.IsAccepted)
            return Problem.Invalid(verdict.Field!, verdict.Proposal is null ? verdict.Reason! : $"{verdict.Reason}. Try '{verdict.Proposal}'", "key_name_policy");
        if (KeyStore.LiveNameTaken(tx, actor.Organization, verdict.Name!, ""))
            return Problem.Conflict("name", $"'{verdict.Name}' is the name of another key: one key per service and environment; revoke or rotate that one", "key_name_taken");

        var owner = OwnerOf(actor, request);
        if (owner is null) return Problem.Invalid("owner_user_id", "required: say which member answers for this key");
        if (owner.Type == KeyOwner.Member && !MemberStore.Exists(tx, actor.Organization, new MemberId(owner.Id))) return Problem.Invalid("owner_user_id", "no such member; GET /v1/organizations/users lists them");

        if (request.Personal == true && owner != new KeyOwner(KeyOwner.Member, actor.Member?.Value ?? ""))
            return Problem.Invalid("personal", "a personal key acts for whoever makes it: sign in as that member (their own admin key), and leave out owner_user_id");
        if (TierChoice.FaultIn(tx, actor.Organization, request.Tier) is { } noTier) return noTier;

        var issued = issuer.Issue(KeyTokenKind.ApiKey);
        var key = KeyStore.Add(tx, actor.Organization, new ApiKey
        {
            Id = ApiKeyId.New(),
            Number = 0,
            Workspace = workspace.Id,
            Name = verdict.Name!,
            Service = verdict.Service!,
            Environment = environment,
            Owner = owner,
            IsPersonal = request.Personal == true,
            CreatedBy = actor.Member,
            CreatedAt = now,
            Status = KeyStatus.Active,
            ExpiresAt = request.ExpiresAt,
            Rules = rules,
            SecretHint = issued.Hint,
            Tier = TierChoice.Of(request.Tier, null),
        });
        KeySecretStore.Add(tx, new KeySecret(issued.Id, key.Id, issued.Digest, issued.PepperVersion, issued.Hint, now, EndsAt: null) { ShownTo = actor.Member });
        var change = tx.Commit(actor.Did(AuditKind.KeyCreated, key.Id.Value, AuditDetail.Of(("name", key.Name), ("workspace_id", workspace.Id.Value), ("tier", key.Tier), ("personal", key.IsPersonal))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return new CreatedApiKeyView(KeyViews.Of(key, now, lastUsed: null), issued.Token);
    }

    /// <summary>Who names another owner must be allowed to see who there is: ids of people are no guessing game.</summary>
    private static IEnumerable<Permission> NeededFor(Actor actor, CreateApiKeyRequest request)
    {
        yield return Permission.KeysCreate;
        if (request.Tier is not null) yield return Permission.RatesUpdate;
        if (request.OwnerUserId is { } owner && owner != actor.Member?.Value) yield return Permission.MembersRead;
    }

    private static KeyOwner? OwnerOf(Actor actor, CreateApiKeyRequest request) =>
        (request.OwnerUserId ?? actor.Member?.Value) is { } member ? new KeyOwner(KeyOwner.Member, member)
        : actor is { Type: Actor.ServiceAccountType, Id: { } account } ? new KeyOwner(KeyOwner.ServiceAccount, account)
        : null;

    /// <summary>A key's environment is its workspace's (dev and prod never share); only the default workspace leaves it to the key.</summary>
    private static Outcome<string> Settle(string? asked, Workspace workspace)
    {
        if (workspace.Environment is { } own)
            return asked is null || string.Equals(asked, own, StringComparison.Ordinal) ? own
                : Problem.Invalid("environment", $"'{workspace.Name}' is a {own} workspace: make this key in a workspace of its own environment");
        if (asked is null) return Problem.Invalid("environment", "required in a workspace without one, for example production");
        return NamingPolicy.EnvironmentFault(asked) is { } fault ? Problem.Invalid("environment", fault) : asked;
    }
}
