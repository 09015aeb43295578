using Claviger.Core;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Facts;

namespace Claviger.Cli.Scan;

/// <summary>What was read, in the checklist's terms; what Anthropic's Admin API can't show is said, not guessed.</summary>
internal static class AnthropicFacts
{
    /// <param name="environments">What somebody said of a workspace, by name; others are told by their names.</param>
    public static OrganizationFacts Of(AnthropicReading reading, IReadOnlyDictionary<string, string> environments)
    {
        var byWorkspace = reading.Workspaces.ToDictionary(workspace => workspace.Id, workspace => workspace.IsDefault ? null : environments.GetValueOrDefault(workspace.Name) ?? EnvironmentGuess.Of(workspace.Name));
        var members = reading.Members.ToDictionary(member => member.Id);
        var tiers = reading.RateLimits?.GroupBy(rate => rate.WorkspaceId).ToDictionary(group => group.Key, group => "limits of its own: " + string.Join(", ", group.Select(rate => $"{rate.Limiter} {rate.Value}").Distinct().Order(StringComparer.Ordinal).Take(3)));
        return new OrganizationFacts
        {
            At = reading.At,
            Source = FactSource.Anthropic,
            OrganizationId = reading.OrganizationId,
            OrganizationName = reading.OrganizationName,
            Unknown = Unknown(reading),
            Workspaces = [.. reading.Workspaces.Select(workspace => new WorkspaceFact(workspace.Id, workspace.Name, byWorkspace[workspace.Id], workspace.IsDefault, UpstreamId: null))],
            Keys = [.. reading.Keys.Select(key => KeyOf(key, byWorkspace, members, tiers, reading))],
            Members = [.. reading.Members.Select(member => new MemberFact(member.Id, member.Email, member.Name, member.Role is "owner" or "primary_owner" ? "admin" : member.Role))],
            Invites = [.. reading.Invites.Select(invite => new InviteFact(invite.Id, invite.Email, invite.Role, invite.ExpiresAt))],
            SpendLimits = [.. (reading.SpendLimits ?? []).Select(limit => new SpendLimitFact(
                limit.Id, limit.Scope, limit.ScopeId, limit.Period, limit.Cents is null ? null : MoneyText.Cents(limit.Cents, out _), limit is { IsEnabled: true, Cents: not null }))],
        };
    }

    private static KeyFact KeyOf(
        AnthropicReading.KeyRow key, Dictionary<string, string?> environments, Dictionary<string, AnthropicReading.MemberRow> members, Dictionary<string, string>? tiers, AnthropicReading reading)
    {
        DateTimeOffset? used = reading.LastUses is { } uses && uses.TryGetValue(key.Id, out var day) ? day : null;
        var workspace = key.WorkspaceId ?? "";
        return new KeyFact
        {
            Id = key.Id,
            Name = key.Name,
            WorkspaceId = workspace,
            Service = EnvironmentGuess.ServiceOf(key.Name),
            Environment = environments.GetValueOrDefault(workspace) ?? EnvironmentGuess.Of(key.Name),
            OwnerId = key.OwnerId,
            OwnerName = key.OwnerId is { } owner ? members.GetValueOrDefault(owner)?.Email : null,
            IsOwnedByMember = key.OwnerId?.StartsWith(MemberId.Prefix, StringComparison.Ordinal) == true,
            IsPersonal = key.OwnerId is not null,
            CreatedBy = key.CreatedBy,
            CreatedAt = key.CreatedAt,
            IsActive = key.Status == "active",
            ExpiresAt = key.ExpiresAt,
            LastUsedAt = used,
            UseSeenSince = reading.At.AddDays(-AnthropicReading.DaysOfUse),
            Tier = tiers?.GetValueOrDefault(workspace),
            // A key has one secret for life, which whoever made it in the console has seen.
            Secrets = [new SecretFact(key.Hint, key.CreatedAt, used, key.CreatedBy?.StartsWith(MemberId.Prefix, StringComparison.Ordinal) == true ? key.CreatedBy : null, EndsAt: null)],
            // The nearest thing to a schedule: an end.
            RotationDays = key.ExpiresAt is { } end ? (int)Math.Ceiling((end - key.CreatedAt).TotalDays) : null,
        };
    }

    private static Dictionary<FactArea, string> Unknown(AnthropicReading reading)
    {
        var unknown = new Dictionary<FactArea, string>
        {
            [FactArea.KeySpendLimits] = "Anthropic has no spend limits for single keys: use a workspace for each key that needs one, or Claviger",
            [FactArea.Sightings] = "Anthropic's Admin API doesn't show from where or by which programs keys are used",
            [FactArea.KeyRules] = "Anthropic's keys have no rules about models and networks",
            [FactArea.Alerts] = "Anthropic's Admin API doesn't show who is notified about spend: Claude Console → Settings → Limits",
            [FactArea.Audit] = "Anthropic's Admin API doesn't show whether anybody reads the audit log: Claude Console → Logs, and the Compliance API",
            [FactArea.Offboardings] = "Anthropic's Admin API shows who is a member, not who left when",
            [FactArea.AdminKeys] = "Anthropic's Admin API doesn't list Admin API keys: Claude Console → Settings → Admin keys",
            [FactArea.Upstreams] = "there is nothing between your services and Anthropic",
            [FactArea.Ledger] = "Anthropic's books are Anthropic's",
        };
        if (reading.SpendLimits is null) unknown[FactArea.SpendLimits] = reading.Refusals.GetValueOrDefault("spend limits", "spend limits could not be read");
        if (reading.RateLimits is null) unknown[FactArea.Tiers] = reading.Refusals.GetValueOrDefault("rate limits", "rate limits could not be read");
        if (reading.LastUses is null) unknown[FactArea.KeyUse] = reading.Refusals.GetValueOrDefault("usage report", "the use of keys could not be read");
        return unknown;
    }
}
