using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary><c>POST /v1/organizations/leak_reports</c>: tokens that somebody else may have.</summary>
/// <param name="Tokens">1 to 1,000, each whole.</param>
/// <param name="Url">Where they were seen.</param>
/// <param name="Policy">revoke, quarantine or report; default: the server's.</param>
public sealed record ReportLeaksRequest(
    [Length(1, 1_000)] IReadOnlyList<string> Tokens, string? Url = null, [AllowedValues("revoke", "quarantine", "report")] string? Policy = null)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"{Tokens.Count} tokens";
}

/// <summary>What became of a report.</summary>
/// <param name="Type">leak_report</param>
/// <param name="Data">In the order of the request.</param>
public sealed record LeakReportView(string Type, string Policy, IReadOnlyList<LeakedTokenView> Data);

/// <summary>One token of a report, by its digest.</summary>
/// <param name="TokenHash">SHA-256 of the token as it was sent, in hex.</param>
/// <param name="Label">true_positive: issued here; false_positive: not.</param>
/// <param name="Kind">api_key, admin_api_key or invite; null for one that nobody issued here.</param>
/// <param name="Id">Of the key or invite that it opens.</param>
/// <param name="Effect">secret_ended, key_disabled, key_revoked, invite_deleted; none: nothing was left to take away, or the policy is report.</param>
public sealed record LeakedTokenView(string TokenHash, string Label, string? Kind, string? Id, string Effect);

/// <summary>A line of GitHub's feedback.</summary>
public sealed record GitHubFeedback(string TokenHash, string TokenType, string Label);
