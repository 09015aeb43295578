using Claviger.Control.Access;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;

namespace Claviger.Control.Members;

internal static class MemberFaults
{
    /// <summary>Longest that mail takes (RFC 5321).</summary>
    private const int MaxEmail = 254;

    public static Problem? InRole(string text, AccessOptions options, out OrganizationRole role)
    {
        var known = OrganizationRoleNames.All.TryGetValue(text, out role);
        if (known && (role != OrganizationRole.Admin || options.AdminsByApi)) return null;
        var roles = OrganizationRoleNames.All.Where(pair => pair.Value != OrganizationRole.Admin || options.AdminsByApi).Select(pair => pair.Key);
        return Problem.Invalid("role", $"must be one of {string.Join(", ", roles)}");
    }

    /// <summary>Anthropic's rule, where the operator keeps it.</summary>
    public static Problem? InTouching(Member member, AccessOptions options) => member.Role == OrganizationRole.Admin && !options.AdminsByApi
        ? new Problem(ProblemKind.InvalidRequest, "a member whose role is admin can't be changed or removed through the API (setting access.admins_by_api)")
        : null;

    public static Problem LastAdmin(string? field = null) => new(
        ProblemKind.InvalidRequest, "the last admin can't be removed or given another role: make another admin first", field, "cannot_remove_last_admin");

    public static Problem? InEmail(string email, AccessOptions options)
    {
        if (email.Length > MaxEmail || email.Split('@') is not [{ Length: > 0 } local, { Length: > 0 } domain] || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c > '\x7f')
            || local.Length > 64 || domain.StartsWith('.') || domain.EndsWith('.'))
            return Problem.Invalid("email", "must be an e-mail address, such as dev@example.org");
        return options.EmailDomains.Count == 0 || options.EmailDomains.Contains(domain.ToLowerInvariant())
            ? null
            : Problem.Invalid("email", $"only addresses of {string.Join(", ", options.EmailDomains)} may be invited", "email_domain_not_allowed");
    }

    public static Problem? InName(string name) => PlainText.IsName(name, 100)
        ? null
        : Problem.Invalid("name", $"must be 1 to 100 characters, {PlainText.NameTakes}");
}
