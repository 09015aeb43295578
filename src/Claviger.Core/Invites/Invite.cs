using Claviger.Core.Access;
using Claviger.Core.Keys;

namespace Claviger.Core.Invites;

/// <summary>An offer to become a member. Whoever holds its token accepts it: there is no other proof that the address is theirs.</summary>
/// <param name="Groups">Ids of groups that the member joins at once.</param>
public sealed record Invite(
    InviteId Id, OrganizationId Organization, string Email, OrganizationRole Role, IReadOnlyList<string> Groups,
    SecretId SecretId, byte[] Digest, int PepperVersion, MemberId? InvitedBy, DateTimeOffset InvitedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Anthropic's, and not configurable.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(21);

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public InviteStatus StatusAt(DateTimeOffset now) =>
        DeletedAt is not null ? InviteStatus.Deleted
        : AcceptedAt is not null ? InviteStatus.Accepted
        : now >= ExpiresAt ? InviteStatus.Expired
        : InviteStatus.Pending;
}
