using System.Text.RegularExpressions;
using Claviger.Control.Access;
using Claviger.Core;
using Claviger.Core.Access;

namespace Claviger.Control.ServiceAccounts;

internal static partial class ServiceAccountFaults
{
    private const int MaxDescription = 1_000;

    public static Problem? InName(string name) => Slug().IsMatch(name) ? null : Problem.Invalid("name", "must be 1 to 255 lower-case letters, digits and hyphens");

    public static Problem? InDescription(string? text) => text is { Length: > MaxDescription } || text is not null && PlainText.HasTricksBesidesLines(text)
        ? Problem.Invalid("description", $"must be at most {MaxDescription} characters, without control and direction characters")
        : null;

    /// <summary>Anthropic's two; the operator may keep admins to people.</summary>
    public static Problem? InRole(string? text, AccessOptions options, out OrganizationRole role)
    {
        role = text == "admin" ? OrganizationRole.Admin : OrganizationRole.Developer;
        if (text is null or "developer" || text == "admin" && options.AdminsByApi) return null;
        return Problem.Invalid("organization_role", options.AdminsByApi ? "must be developer or admin" : "must be developer");
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,255}\z")]
    private static partial Regex Slug();
}
