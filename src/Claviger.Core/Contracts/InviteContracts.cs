using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>Anthropic's invite object.</summary>
/// <param name="Status">pending, accepted or expired; deleted ones are not listed.</param>
public sealed record InviteView(
    string Id, string Type, string Email, [AllowedValues("user", "claude_code_user", "developer", "billing", "admin")] string Role,
    [AllowedValues("pending", "accepted", "expired")] string Status, DateTimeOffset InvitedAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt,
    IReadOnlyList<string> RbacGroupIds);

/// <summary>The answer to a creation: an invite, and the only time that its token is shown.</summary>
/// <param name="AcceptanceToken">Claviger's: whoever presents it becomes the member.</param>
public sealed record CreatedInviteView(
    string Id, string Type, string Email, [AllowedValues("user", "claude_code_user", "developer", "billing", "admin")] string Role,
    [AllowedValues("pending", "accepted", "expired")] string Status, DateTimeOffset InvitedAt, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt,
    IReadOnlyList<string> RbacGroupIds, string AcceptanceToken)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"created {Id}";
}

/// <summary><c>POST /v1/organizations/invites</c></summary>
public sealed record CreateInviteRequest([Length(3, 254)] string Email, [AllowedValues("user", "claude_code_user", "developer", "billing", "admin")] string Role,
    [Length(0, 50)] IReadOnlyList<string>? RbacGroupIds = null);

/// <summary><c>POST /v1/organizations/invites/accept</c> (Claviger's), the one call that needs no key.</summary>
/// <param name="Name">What the person is called; defaults to the part of the address before the @.</param>
public sealed record AcceptInviteRequest(string AcceptanceToken, [Length(1, 100)] string? Name = null)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(AcceptInviteRequest);
}

/// <summary>The new member, and a personal admin key whose secret is shown this once.</summary>
public sealed record AcceptedInviteView(string Type, UserView User, AdminKeyView AdminKey, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"accepted as {User.Id}";
}
