using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/organization_file</c>: the organization as a file would say it (Claviger's).</summary>
/// <param name="Type">organization_file</param>
/// <param name="Document">The tree of the file.</param>
public sealed record OrganizationFileView(string Type, JsonElement Document);

/// <summary><c>POST /v1/organizations/organization_file/plan</c></summary>
/// <param name="Document">The tree of the file, as <c>claviger schema</c> describes it.</param>
/// <param name="AllowDelete">True: what is in a managed section's place and not in the file goes.</param>
public sealed record PlanOrganizationRequest([Holds(typeof(IReadOnlyDictionary<string, JsonElement>))] JsonElement Document, bool? AllowDelete = null);

/// <summary><c>POST /v1/organizations/organization_file/apply</c>: all of it, or nothing.</summary>
/// <param name="Document">As for a plan.</param>
/// <param name="ExpectedDigest">Of the plan that was looked at: if anything differs by now, nothing is done (409). Left out: whatever the plan is.</param>
public sealed record ApplyOrganizationRequest(
    [Holds(typeof(IReadOnlyDictionary<string, JsonElement>))] JsonElement Document, bool? AllowDelete = null, [Length(32, 32)] string? ExpectedDigest = null);

/// <summary>What would have to happen for the organization to be as the file says.</summary>
/// <param name="Type">organization_plan</param>
/// <param name="Changes">In the order in which they are made.</param>
/// <param name="LeftAlone">What is there and not in the file, where deletion isn't allowed.</param>
public sealed record OrganizationPlanView(string Type, string Digest, IReadOnlyList<PlannedChangeView> Changes, IReadOnlyList<PlannedChangeView> LeftAlone);

/// <param name="Noun">workspace, key, spend_limit …</param>
/// <param name="Path">Where it is in the file.</param>
/// <param name="Parent">The workspace, group or account that it belongs to; null: none.</param>
/// <param name="Id">Of what is there; null for what will be made.</param>
public sealed record PlannedChangeView(
    [AllowedValues("create", "update", "rename", "delete")] string Action, string Noun, string Path, string Name, string? Parent, string? Id, IReadOnlyList<PlannedFieldView> Fields);

/// <param name="From">Null: it is new, or not known.</param>
public sealed record PlannedFieldView(string Field, string? From, string? To);

/// <summary>What was done, and the only time that new secrets are shown.</summary>
/// <param name="Type">organization_applied</param>
/// <param name="Secrets">Of new keys.</param>
/// <param name="Invites">Of new invites: each token is for the person alone.</param>
public sealed record AppliedOrganizationView(string Type, OrganizationPlanView Plan, IReadOnlyList<AppliedSecretView> Secrets, IReadOnlyList<AppliedInviteView> Invites)
{
    /// <summary>Without secrets.</summary>
    public override string ToString() => $"applied {Plan.Digest}";
}

/// <param name="Secret">Null: it goes to the sink, and is shown to nobody.</param>
/// <param name="Sink">Of the key's rotation policy; null: it has none.</param>
public sealed record AppliedSecretView(string ApiKeyId, string Name, string WorkspaceId, string? Secret, string? Sink = null)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => Name;
}

public sealed record AppliedInviteView(string Id, string Email, string AcceptanceToken)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => Email;
}
