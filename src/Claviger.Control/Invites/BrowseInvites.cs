using System.Globalization;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Groups;
using Claviger.Storage.Invites;

namespace Claviger.Control.Invites;

/// <summary>Invites that nobody has accepted, newest first, for people: whoever accepted one is on the list of members.</summary>
public sealed class BrowseInvites(Database database, PolicyHolder policy, TimeProvider clock)
{
    public const int Rows = 50;

    /// <param name="after">A position from <see cref="InviteRows.Next"/>.</param>
    public Outcome<InviteRows> Run(Actor actor, string? after)
    {
        if (!actor.May(Permission.InvitesRead)) return Denial.Of(Permission.InvitesRead);
        using var reader = database.Read();
        var read = InviteStore.Open(reader, actor.Organization, Position(after), Rows + 1);
        var taken = read.Take(Rows).ToList();
        var groups = taken.SelectMany(invite => invite.Groups).Distinct().ToDictionary(id => id, id => GroupStore.Find(reader, actor.Organization, id)?.Name ?? id);
        return new InviteRows(
            [.. taken.Select(invite => new InviteRow(
                InviteViews.Of(invite, clock.GetUtcNow()), [.. invite.Groups.Select(id => groups[id])],
                invite.InvitedBy is { } by && policy.Current.Access.Member(by.Value) is { } member ? member.Name.Length > 0 ? member.Name : member.Email : null))],
            read.Count > Rows ? $"{taken[^1].InvitedAt.ToUnixTimeMilliseconds()}.{taken[^1].Id.Value}" : null);
    }

    private static (long, string)? Position(string? after)
    {
        var dot = after?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && long.TryParse(after.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (at, after![(dot + 1)..]) : null;
    }
}
