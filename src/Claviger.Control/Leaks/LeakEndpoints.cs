using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Leaks;

internal static class LeakEndpoints
{
    /// <summary>Where GitHub sends its reports; the one path that is signed and not authenticated.</summary>
    public const string GitHubPath = AdminApi.SecretScanningRoot + "/github";

    public static void MapLeaks(this RouteGroupBuilder organizations) =>
        organizations.MapPost("/leak_reports", (HttpContext http, ReportLeaksByHand use) => AdminCall.RunAsync<ReportLeaksRequest, LeakReportView>(http, use.RunAsync))
            .Declares(Permission.KeysRotate, AuditKind.KeyLeakReported)
            .DocumentsOurs("createLeakReport", "Takes tokens that somebody else may have out of use.");

    public static void MapSecretScanning(this RouteGroupBuilder root) =>
        root.MapPost("/github", (HttpContext http, TakeGitHubReport use) => AdminCall.RunSignedAsync(http, use.RunAsync)).DeclaresOpen(AuditKind.KeyLeakReported)
            .IsNotOurs();
}
