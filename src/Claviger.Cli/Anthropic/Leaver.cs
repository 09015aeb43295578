using System.Globalization;
using System.Text.Json.Nodes;
using Claviger.Cli.Scan;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// Somebody who leaves an organization at Anthropic: what ends, what goes on, what can't be ended there. Anthropic says of a key who made it and who
/// it acts as, not whose service needs it: a key that acts as the person is theirs, one that they only made is taken for a service's.
/// </summary>
internal sealed class Leaver
{
    private static readonly string[] Admins = ["admin", "membership_admin", "managed"];
    private static readonly string[] Owners = ["owner", "primary_owner"];

    private readonly AnthropicReading _reading;

    private Leaver(AnthropicReading reading, string id, string email, AnthropicReading.MemberRow? member) => (_reading, Id, Email, Member) = (reading, id, email, member);

    /// <summary>Empty: they are only invited.</summary>
    public string Id { get; }

    public string Email { get; }

    /// <summary>Null: they have gone already, or have not come yet.</summary>
    public AnthropicReading.MemberRow? Member { get; }

    /// <param name="which">An address, or the id of somebody who may have gone already.</param>
    /// <returns>Null: nothing is known of them.</returns>
    public static Leaver? Find(AnthropicReading reading, string which)
    {
        var member = reading.Members.FirstOrDefault(one => one.Id == which || string.Equals(one.Email, which, StringComparison.OrdinalIgnoreCase));
        if (member is not null) return new Leaver(reading, member.Id, member.Email, member);
        if (reading.Invites.Any(invite => string.Equals(invite.Email, which, StringComparison.OrdinalIgnoreCase))) return new Leaver(reading, "", which, null);
        return reading.Keys.Any(key => key.CreatedBy == which || key.OwnerId == which) ? new Leaver(reading, which, which, null) : null;
    }

    /// <summary>The same person in what was read later.</summary>
    public Leaver In(AnthropicReading later) => new(later, Id, Email, later.Members.FirstOrDefault(one => one.Id == Id));

    /// <summary>With nobody else to give anybody a role, nothing of theirs may end first.</summary>
    public bool IsLastAdmin => IsAdmin(Member) && _reading.Members.Count(IsAdmin) == 1;

    private static bool IsAdmin(AnthropicReading.MemberRow? member) => member is { Role: "admin" or "owner" or "primary_owner" };

    /// <summary>Why their membership stays; null: it ends.</summary>
    public string? WhyNotRemoved => Member is null ? null
        : Owners.Contains(Member.Role) ? $"{(Member.Role == "owner" ? "an owner" : "the primary owner")} can't be removed or lowered by the API: hand ownership over first, Console → Settings → Members, then run this again"
        : Admins.Contains(Member.Role) ? $"who has the role {Member.Role} can't be removed or lowered by the API: lower the role, Console → Settings → Members, then run this again"
        : null;

    /// <summary>
    /// What they could make new keys by goes first, so that none appears behind us; the membership goes last, so that until then they are found again
    /// by their address. Whatever of it is not made, they have less than before.
    /// </summary>
    /// <param name="allKeys">Keys that they only made are switched off, too.</param>
    public IReadOnlyList<LeaverStep> Steps(bool allKeys)
    {
        var steps = new List<LeaverStep>();
        var stays = WhyNotRemoved is not null;
        if (Member is { Role: not "user" } member && !stays) steps.Add(new LeaverStep("role", $"{member.Role} → user", member.Id, "", AdminWrite.Post($"users/{member.Id}", new JsonObject { ["role"] = "user" })));
        // Somebody with an inherited role is in every workspace by it: that can't be taken there.
        if (!stays)
            foreach (var place in (_reading.Places ?? []).Where(place => place.MemberId == Id && place.Role != "workspace_billing"))
                steps.Add(new LeaverStep("workspace", $"{Place(place.WorkspaceId)} ({place.Role})", place.WorkspaceId, "", AdminWrite.Delete($"workspaces/{place.WorkspaceId}/members/{Id}")));
        foreach (var key in Theirs) steps.Add(new LeaverStep("personal API key", $"{key.Name}{In(key)}", key.Id, LastUse(key), Status(key, "archived")));
        if (allKeys)
            foreach (var key in Made.Where(key => key.Status == "active")) steps.Add(new LeaverStep("API key they made", $"{key.Name}{In(key)}", key.Id, LastUse(key), Status(key, "inactive")));
        foreach (var invite in _reading.Invites.Where(invite => string.Equals(invite.Email, Email, StringComparison.OrdinalIgnoreCase))) steps.Add(new LeaverStep("invite", invite.Email, invite.Id, "", AdminWrite.Delete($"invites/{invite.Id}")));
        if (Member is not null && !stays) steps.Add(new LeaverStep("membership", Member.Email, Id, "", AdminWrite.Delete($"users/{Id}")));
        return steps;
    }

    /// <summary>Keys that act as them.</summary>
    public IEnumerable<AnthropicReading.KeyRow> Theirs => _reading.Keys.Where(key => Id.Length > 0 && key.OwnerId == Id && key.Status != "expired");

    /// <summary>Keys that they made and that act as nobody, or as a service account: they have seen the secret.</summary>
    public IEnumerable<AnthropicReading.KeyRow> Made => _reading.Keys.Where(key => Id.Length > 0 && key.CreatedBy == Id && key.OwnerId != Id && key.Status != "expired");

    public string Place(string? id) => id is null ? "every workspace" : _reading.Workspaces.FirstOrDefault(place => place.Id == id)?.Name ?? id;

    public string LastUse(AnthropicReading.KeyRow key) => _reading.LastUses is not { } uses ? "not shown"
        : uses.TryGetValue(key.Id, out var day) ? day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : $"not in {AnthropicReading.DaysOfUse} days";

    private string In(AnthropicReading.KeyRow key) => $" in {Place(key.WorkspaceId)}";

    private static AdminWrite Status(AnthropicReading.KeyRow key, string status) => AdminWrite.Post($"api_keys/{key.Id}", new JsonObject { ["status"] = status });
}
