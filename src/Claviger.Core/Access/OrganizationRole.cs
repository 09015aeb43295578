namespace Claviger.Core.Access;

/// <summary>Anthropic's organization roles. Numbers are stored; never renumber.</summary>
public enum OrganizationRole : byte
{
    User = 0,
    ClaudeCodeUser = 1,
    Developer = 2,
    Billing = 3,
    Admin = 4,
}
