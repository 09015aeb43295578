using Claviger.Control.Http;
using Claviger.Control.Keys;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;

namespace Claviger.Control.AdminKeys;

/// <summary>All admin keys to whoever may see them, to everybody else their own.</summary>
public sealed class ListAdminKeys(Database database, TimeProvider clock)
{
    internal Outcome<Page<AdminKeyView>> Run(Actor actor, AdminQuery query)
    {
        var paging = Paging.Read(query);
        var status = query.OneOf("status", KeyViews.Statuses);
        if (query.Finish() is { } fault) return fault;
        if (!IsAllowed(actor)) return Denial.Of(Permission.AdminKeysRead);

        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var all = AdminKeyStore.All(reader, actor.Organization).Where(key => Sees(actor, key) && (status is null || key.StatusAt(now) == status))
            .Select(key => AdminKeyViews.Of(key, now)).ToList();
        var page = paging.Cut(all, view => view.Id, query);
        return query.Fault is { } unknown ? unknown : page;
    }

    internal Outcome<AdminKeyView> Get(Actor actor, string id)
    {
        if (!IsAllowed(actor)) return Denial.Of(Permission.AdminKeysRead);
        using var reader = database.Read();
        return AdminKeyStore.Find(reader, actor.Organization, id) is { } key && Sees(actor, key) ? AdminKeyViews.Of(key, clock.GetUtcNow()) : Problem.NotFound("admin key");
    }

    private static bool IsAllowed(Actor actor) => actor.May(Permission.AdminKeysRead) || actor.May(Permission.PersonalKeysCreate);

    private static bool Sees(Actor actor, AdminKey key) => actor.May(Permission.AdminKeysRead) || AdminKeyViews.IsOwn(actor, key);
}
