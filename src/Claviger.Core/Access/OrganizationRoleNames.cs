namespace Claviger.Core.Access;

/// <summary>Anthropic's identifiers of the organization roles.</summary>
public static class OrganizationRoleNames
{
    public static IReadOnlyDictionary<string, OrganizationRole> All { get; } = Enum.GetValues<OrganizationRole>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(OrganizationRole role) => role switch
    {
        OrganizationRole.User => "user",
        OrganizationRole.ClaudeCodeUser => "claude_code_user",
        OrganizationRole.Developer => "developer",
        OrganizationRole.Billing => "billing",
        OrganizationRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
