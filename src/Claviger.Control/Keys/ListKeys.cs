using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Keys;

public sealed class ListKeys(Database database, PolicyHolder policy, TimeProvider clock)
{
    internal Outcome<Page<ApiKeyView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var status = query.OneOf("status", KeyViews.Statuses);
        var workspace = query.Text("workspace_id");
        var maker = query.Text("created_by_user_id");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);

        var now = clock.GetUtcNow();
        using var reader = database.Read();
        int? after = null, before = null;
        if (paging.AfterId is { } afterId && (after = Find(reader, actor, afterId)?.Number) is null)
            return Problem.Invalid("after_id", "is not an id of this list");
        if (paging.BeforeId is { } beforeId && (before = Find(reader, actor, beforeId)?.Number) is null)
            return Problem.Invalid("before_id", "is not an id of this list");

        var keys = KeyStore.Page(reader, actor.Organization, workspace, maker, status, now.ToUnixTimeMilliseconds(), after, before, paging.Limit + 1,
            actor.WorkspacesWith(Permission.KeysRead)?.Select(place => place.Value).ToList());
        var more = keys.Count > paging.Limit;
        var taken = KeyViews.Of(reader, (before is not null && more ? keys.Skip(1) : keys.Take(paging.Limit)).Select(InForce).ToList(), now);
        return Paging.Of(taken, view => view.Id, more);
    }

    internal Outcome<ApiKeyView> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        using var reader = database.Read();
        return Find(reader, actor, id) is { } key ? KeyViews.Of(reader, [InForce(key)], clock.GetUtcNow())[0] : Problem.NotFound("API key");
    }

    /// <summary>A personal key whose owner may not make keys there any more is refused: it must not be shown as one that works.</summary>
    private ApiKey InForce(ApiKey key) => key.IsPersonal && key.Status == KeyStatus.Active && !new PersonalKeys(policy.Current.Access).Works(key) ? key with { Status = KeyStatus.Inactive } : key;

    /// <summary>Null also for one in a workspace that the actor doesn't see into.</summary>
    private static ApiKey? Find(Reader reader, Actor actor, string id) =>
        KeyStore.Find(reader, actor.Organization, id) is { } key && actor.MayIn(Permission.KeysRead, key.Workspace) ? key : null;
}
