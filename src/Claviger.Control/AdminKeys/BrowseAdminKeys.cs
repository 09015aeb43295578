using System.Globalization;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Storage;
using Claviger.Storage.AdminKeys;

namespace Claviger.Control.AdminKeys;

/// <summary>Admin keys for people, newest first. Whoever may not see all of them sees their own. A page costs the same however many there are.</summary>
public sealed class BrowseAdminKeys(Database database, TimeProvider clock)
{
    public const int Rows = 50;

    /// <param name="owner">organization, user, service_account; null: all.</param>
    /// <param name="archived">Those that were revoked; otherwise all others.</param>
    /// <param name="after">A position from <see cref="AdminKeyRows.Next"/>; one that is none begins at the beginning.</param>
    public Outcome<AdminKeyRows> Run(Actor actor, string? owner, bool archived, string? after)
    {
        var all = actor.May(Permission.AdminKeysRead);
        if (!all && (!actor.May(Permission.PersonalKeysCreate) || actor.Member is null)) return Denial.Of(Permission.AdminKeysRead);
        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var read = AdminKeyStore.Newest(reader, actor.Organization, all ? owner : AdminKeyOwner.UserType, all ? null : actor.Member!.Value.Value, archived, Position(after), Rows + 1);
        var taken = read.Take(Rows).ToList();
        return new AdminKeyRows([.. taken.Select(key => AdminKeyViews.Of(key, now))], read.Count > Rows ? string.Create(CultureInfo.InvariantCulture, $"{taken[^1].CreatedAt.ToUnixTimeMilliseconds()}.{taken[^1].Id.Value}") : null);
    }

    private static (long, string)? Position(string? after)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (at, after![(dot + 1)..]) : null;
    }
}
