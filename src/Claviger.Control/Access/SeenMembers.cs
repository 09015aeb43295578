using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Storage;
using Claviger.Storage.Members;

namespace Claviger.Control.Access;

/// <summary>
/// How the people of an act were when it began, before it waited for the writer's turn. Whoever changed one of them meanwhile changed
/// what the act was decided on: the actor's own rights, or the state that the caller saw. Then it is refused, and the caller looks again.
/// </summary>
internal sealed class SeenMembers
{
    private static readonly Problem Changed = new(
        ProblemKind.Conflict, "somebody changed this membership, or yours, at the same time: read it again, and repeat the change if it still makes sense",
        ErrorCode: "concurrent_membership_change");

    private readonly List<(string Id, int? Version)> _seen = [];
    private readonly (string Id, int Version)? _expected;

    private SeenMembers((string, int)? expected) => _expected = expected;

    /// <param name="expected">The version of the first of them that the caller names by <c>if-match</c>; null: any.</param>
    public static SeenMembers Of(Database database, Actor actor, int? expected, params ReadOnlySpan<string> ids)
    {
        var seen = new SeenMembers(expected is { } version ? (ids[0], version) : null);
        using var reader = database.Read();
        foreach (var id in ids) seen._seen.Add((id, MemberStore.Find(reader, actor.Organization, id)?.Version));
        if (actor.Member is { } self) seen._seen.Add((self.Value, MemberStore.Find(reader, actor.Organization, self.Value)?.Version));
        return seen;
    }

    /// <summary>Null when all are as they were.</summary>
    public Problem? FaultIn(AdminTransaction tx, OrganizationId organization)
    {
        foreach (var (id, version) in _seen)
            if (MemberStore.Find(tx, organization, id)?.Version != version) return Changed;
        return _expected is { } named && MemberStore.Find(tx, organization, named.Id)?.Version != named.Version ? Changed : null;
    }
}
