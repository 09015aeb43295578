using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Leaks;
using Claviger.Storage;

namespace Claviger.Control.Leaks;

/// <summary>A report of somebody of the organization. Only tokens of their own organization count; all others look unknown.</summary>
public sealed class ReportLeaksByHand(Database database, ReportLeaks reports, LeakOptions options)
{
    private const int Most = 1_000;
    private const int LongestToken = 1_000;
    private const int LongestUrl = 2_000;

    public async Task<Outcome<LeakReportView>> RunAsync(Actor actor, ReportLeaksRequest request, CancellationToken ct)
    {
        if (Faults(request) is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.KeysRotate))
        {
            using var tx = await database.BeginAdminAsync(ct);
            return Denial.Of(tx, actor, AuditKind.KeyLeakReported, "leak_reports", Permission.KeysRotate);
        }

        var policy = request.Policy is null ? options.Policy : LeakPolicyNames.All[request.Policy];
        var place = LeakPlace.Of(request.Url, "reported by hand");
        var reporter = new LeakReporter(actor.Type, actor.Id, actor.Organization, actor.Request, policy, ActsTwice: true);
        var verdicts = await reports.RunAsync(reporter, request.Tokens.Select(token => new LeakedToken(token, "", place)).ToList(), ct);
        return new LeakReportView("leak_report", LeakPolicyNames.Of(policy), request.Tokens.Select(token => LeakViews.Of(token, verdicts.GetValueOrDefault(token, LeakVerdict.Unknown))).ToList());
    }

    private static Problem? Faults(ReportLeaksRequest request)
    {
        if (request.Tokens.Count is 0 or > Most) return Problem.Invalid("tokens", $"must be 1 to {Most} tokens");
        if (request.Tokens.Any(token => token.Length > LongestToken)) return Problem.Invalid("tokens", $"each must have at most {LongestToken} characters; Claviger's have 65");
        if (request.Url is { Length: > LongestUrl }) return Problem.Invalid("url", $"must have at most {LongestUrl} characters");
        if (request.Policy is not null && !LeakPolicyNames.All.ContainsKey(request.Policy)) return Problem.Invalid("policy", $"must be one of {string.Join(", ", LeakPolicyNames.All.Keys)}");
        return null;
    }
}
