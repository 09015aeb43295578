using Claviger.Core.Audit;

namespace Claviger.Console.Audit;

/// <summary>Types of entry for people: by subject, and in words.</summary>
internal static class AuditKinds
{
    /// <summary>Subjects, by the hundreds that kinds are numbered in.</summary>
    public static readonly IReadOnlyList<(string Value, string Title, IReadOnlyList<AuditKind> Kinds)> Groups =
    [
        .. new (int Hundred, string Value, string Title)[]
        {
            (3, "keys", "API keys"), (5, "people", "Members and roles"), (7, "spend", "Spend limits"), (8, "rates", "Rate limits"), (2, "workspaces", "Workspaces"), (4, "admin-keys", "Admin keys"),
            (12, "sign-in", "Sign-in"), (6, "upstreams", "Upstream credentials"), (9, "audit", "Audit log"), (10, "checklist", "Checklist"), (11, "alerts", "Alerts"), (1, "organization", "Organization"),
        }.Select(group => (group.Value, group.Title, (IReadOnlyList<AuditKind>)[.. Enum.GetValues<AuditKind>().Where(kind => (int)kind / 100 == group.Hundred)])),
    ];

    /// <summary>Names for the use case; empty: no such kind.</summary>
    public static IReadOnlyList<string> NamesOf(string asked)
    {
        foreach (var (value, _, kinds) in Groups)
            if (value == asked) return [.. kinds.Select(AuditKindNames.Of)];
        return AuditKindNames.Find(asked) is null ? [] : [asked];
    }

    /// <summary>In words: what happened, to what.</summary>
    public static string Words(string type) => type switch
    {
        "admin_api_key_deleted" => "Admin key revoked",
        "claude_user_role_updated" => "Member role changed",
        "org_user_deleted" => "Member removed",
        "org_user_invite_sent" => "Invite sent",
        "compliance_api_accessed" => "Activity feed read",
        "audit_signing_key_created" => "Signing key made",
        "spend_resolved" => "Unresolved spend settled",
        "console_sign_in_failed" => "Sign-in failed",
        "console_sign_in_link_created" => "Sign-in link made",
        "platform_spend_limit_created" => "Organization spend limit created",
        "platform_spend_limit_updated" => "Organization spend limit updated",
        "platform_spend_limit_deleted" => "Organization spend limit deleted",
        _ => Plain(type),
    };

    private static string Plain(string type)
    {
        var text = type;
        foreach (var start in new[] { "platform_", "rbac_", "org_user_", "console_" })
            if (text.StartsWith(start, StringComparison.Ordinal)) text = text[start.Length..];
        text = text.Replace('_', ' ').Replace("admin api key", "admin key", StringComparison.Ordinal).Replace("api key", "API key", StringComparison.Ordinal);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
