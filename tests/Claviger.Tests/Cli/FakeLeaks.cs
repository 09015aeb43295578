using Claviger.Core.Contracts;
using Claviger.Core.Keys;

namespace Claviger.Tests.Cli;

/// <summary>A report as the server would answer it: tokens with a right checksum are its own.</summary>
public static class FakeLeaks
{
    public static LeakReportView Judge(ReportLeaksRequest request) => new("leak_report", request.Policy ?? "revoke", [.. request.Tokens.Select(Judge)]);

    private static LeakedTokenView Judge(string token) =>
        !KeyToken.TryRead(token, out var kind, out _) ? new("0badc0de", "false_positive", null, null, "none")
        : kind == KeyTokenKind.ApiKey ? new("600dc0de", "true_positive", "api_key", FakeAdminApi.Search, "secret_ended")
        : new("600dc0de", "true_positive", "admin_api_key", "adminkey_01GRACE", "key_revoked");
}
