using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary><c>POST /v1/organizations/users/{id}/offboard</c>: the body may be left out.</summary>
/// <param name="DryRun">True: nothing is changed; the answer is the report as it would be.</param>
/// <param name="HandOver">True: keys of services that the member owns go to the proposed owners.</param>
/// <param name="NewOwnerUserId">They go to this member instead; means <paramref name="HandOver"/>.</param>
/// <param name="Rotate">True: keys of services whose current secret the member saw, or may have seen, get a new one, which stands in the answer.</param>
/// <param name="OverlapSeconds">With rotate: how long the secret that the member knows works after the first use of the new one: 0 (it ends now) to 2,592,000 (30 days); default 604,800 (7 days).</param>
/// <param name="EndAdminKeys">True: admin keys of the organization and of service accounts that the member made are archived too.</param>
[MayBeLeftOut]
public sealed record OffboardUserRequest(
    bool? DryRun = null, bool? HandOver = null, string? NewOwnerUserId = null, bool? Rotate = null, [Range(0, 2_592_000)] long? OverlapSeconds = null, bool? EndAdminKeys = null);

/// <summary>What leaving ended and what it left, with the last use of every credential (X5). Never with a secret.</summary>
/// <param name="Id">Null of a dry run, and where the store is away: then the report is written when it is back.</param>
/// <param name="Type">offboarding</param>
/// <param name="User">As they were.</param>
/// <param name="Workspaces">Explicit memberships that ended.</param>
/// <param name="Roles">Assigned roles that ended.</param>
/// <param name="Invites">That they had sent, and that nobody can accept any more.</param>
/// <param name="IncreaseRequests">Ids of requests for higher limits that nobody had decided: ended.</param>
/// <param name="AdminKeys">That acted as the member: ended.</param>
/// <param name="PersonalKeys">API keys that acted for the member: ended, and their running requests with them.</param>
/// <param name="OtherAdminKeys">That the member made for the organization or a service account: they know the secret.</param>
/// <param name="ServiceKeys">That the member owned, made, or knows a working secret of: they go on.</param>
/// <param name="ServiceKeysHidden">How many more there are in workspaces that whoever offboards can't see into.</param>
public sealed record OffboardingView(
    string? Id, string Type, bool DryRun, DateTimeOffset OffboardedAt, ActorRef? OffboardedBy, UserView User,
    IReadOnlyList<OffboardedWorkspace> Workspaces, IReadOnlyList<OffboardedGroup> Groups, IReadOnlyList<OffboardedRole> Roles, IReadOnlyList<OffboardedInvite> Invites,
    IReadOnlyList<string> IncreaseRequests,
    IReadOnlyList<OffboardedAdminKey> AdminKeys, IReadOnlyList<OffboardedKey> PersonalKeys,
    IReadOnlyList<OffboardedAdminKey> OtherAdminKeys, IReadOnlyList<OffboardedServiceKey> ServiceKeys, int ServiceKeysHidden);

public sealed record OffboardedWorkspace(string WorkspaceId, string Name, string WorkspaceRole);

public sealed record OffboardedGroup(string RbacGroupId, string Name);

/// <param name="WorkspaceId">Null: in the whole organization.</param>
public sealed record OffboardedRole(string RoleId, string? WorkspaceId);

public sealed record OffboardedInvite(string Id, string Email);

/// <param name="OwnerType">user, organization or service_account.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="Ended">Whether it was archived in this act.</param>
public sealed record OffboardedAdminKey(
    string Id, string Name, string OwnerType, string? OwnerId, string PartialKeyHint, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool Ended);

/// <param name="Secrets">Newest first, with first and last use.</param>
public sealed record OffboardedKey(string Id, string Name, string WorkspaceId, string Workspace, IReadOnlyList<ApiKeySecretView> Secrets);

/// <param name="Because">owner, created, secret_seen: why it concerns them.</param>
/// <param name="ProposedOwner">Where they owned it; null: nobody is left to propose.</param>
/// <param name="NewOwner">Whom it was handed to; null: it was not.</param>
/// <param name="Rotated">Whether it got a new secret in this act.</param>
/// <param name="KnownSecretWorksUntil">Of the newest working secret that the member saw or may have seen; null: until it is rotated. Only with <paramref name="KnowsSecret"/>.</param>
/// <param name="KnowsSecret">Whether one of its working secrets was shown to the member, or nobody knows to whom.</param>
public sealed record OffboardedServiceKey(
    string Id, string Name, string WorkspaceId, string Workspace, string Status, IReadOnlyList<string> Because, OffboardingOwner? ProposedOwner, OffboardingOwner? NewOwner,
    bool KnowsSecret, DateTimeOffset? KnownSecretWorksUntil, bool Rotated, IReadOnlyList<ApiKeySecretView> Secrets);

public sealed record OffboardingOwner(string UserId, string Email);

/// <summary>The answer to an offboarding: the only time that new secrets are shown.</summary>
/// <param name="Secrets">Of keys that were rotated.</param>
public sealed record OffboardedView(OffboardingView Offboarding, IReadOnlyList<RotatedSecretView> Secrets)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"offboarded {Offboarding.User.Id}";
}

public sealed record RotatedSecretView(string ApiKeyId, string Name, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"rotated {ApiKeyId}";
}
