using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Limits;

/// <summary>A member asks for a higher limit, of their own spend, or of a key, a workspace or the organization that they spend in.</summary>
public sealed class AskForIncrease(Database database, LimitStandings standings, TimeProvider clock)
{
    private const int MaxReason = 500;

    public async Task<Outcome<IncreaseRequestView>> RunAsync(Actor actor, AskForIncreaseRequest request, CancellationToken ct)
    {
        var amount = MoneyText.Cents(request.Amount, out var fault);
        if (fault is not null) return Problem.Invalid("amount", fault);
        if (request.Reason.Length is 0 or > MaxReason || PlainText.HasTricks(request.Reason)) return Problem.Invalid("reason", $"must be 1 to {MaxReason} characters, without control and direction characters");
        var scopeWords = request.Scope ?? new Dictionary<string, string> { ["type"] = "user", ["user_id"] = actor.Member?.Value ?? "-" };
        var (fields, problem) = SpendLimitFields.Read(new SetSpendLimitRequest(scopeWords, request.Period ?? "monthly"));
        if (fields is null) return problem!;

        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var tx = await database.BeginAdminAsync(ct);
        var target = fields.ScopeId ?? actor.Organization.Value;
        if (!actor.May(Permission.LimitsRequest)) return Denial.Of(tx, actor, AuditKind.IncreaseRequested, target, Permission.LimitsRequest);
        if (actor.Type != Actor.UserType || actor.Member is not { } member)
            return new Problem(ProblemKind.InvalidRequest, "a request for a higher limit is a person's: ask with a personal key");
        if (!IsTheirs(tx, actor, fields.ScopeType, fields.ScopeId)) return LimitScopes.Missing(fields.ScopeType);

        var (scope, missing) = LimitScopes.Resolve(tx, actor.Organization, fields.ScopeType, fields.ScopeId);
        if (missing is not null) return missing;
        if (SpendLimitStore.Find(tx, actor.Organization, scope.Type, scope.Id, fields.Period) is not { Amount: { } cap } limit)
            return Problem.Invalid("period", $"there is no {LimitNames.Of(fields.Period)} limit here, so there is nothing to raise");
        if (amount <= cap) return Problem.Invalid("amount", $"the limit is {cap} already: ask for more");
        if (IncreaseRequestStore.IsPending(tx, member, limit.Number)) return Problem.Conflict("scope", "you have asked for this limit already, and nobody has decided", "increase_request_pending");

        var asked = new IncreaseRequest
        {
            Id = IncreaseRequestId.New(),
            RequestedBy = member,
            Limit = limit.Id,
            Scope = scope,
            Period = fields.Period,
            Amount = amount,
            Reason = request.Reason,
            Status = IncreaseStatus.Pending,
            CreatedAtMs = nowMs,
        };
        IncreaseRequestStore.Add(tx, actor.Organization, asked, limit.Number);
        tx.Commit(actor.Did(AuditKind.IncreaseRequested, asked.Id.Value, AuditDetail.Of(
            ("spend_limit_id", limit.Id.Value), ("amount", amount.ToCentsString()), ("before", cap.ToCentsString()), ("reason", asked.Reason))));
        using var reader = database.Read();
        return new IncreaseRequestViews(reader, actor, standings, nowMs).Of(asked);
    }

    /// <summary>Whose limit they may know of. What they may not looks like what isn't there.</summary>
    private static bool IsTheirs(AdminTransaction tx, Actor actor, LimitScopeType type, string? id) => type switch
    {
        LimitScopeType.Organization => true,
        LimitScopeType.User => id == actor.Member?.Value || actor.May(Permission.LimitsRead),
        LimitScopeType.Workspace => WorkspaceStore.Find(tx, actor.Organization, id!) is { } workspace && actor.MayIn(Permission.WorkspacesRead, workspace.Id),
        LimitScopeType.ApiKey => KeyStore.Find(tx, actor.Organization, id!) is { } key && actor.MayIn(Permission.KeysRead, key.Workspace),
        _ => actor.May(Permission.LimitsRead),
    };
}
