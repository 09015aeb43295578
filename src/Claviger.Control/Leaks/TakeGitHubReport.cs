using Claviger.Control.Authentication;
using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Control.Leaks;

/// <summary>
/// GitHub's partner webhook, exactly as GitHub sends it. The signature is the credential: nothing of the body is looked at before it is
/// verified, and one answer is for missing, unknown and wrong.
/// </summary>
public sealed class TakeGitHubReport(ReportLeaks reports, LeakOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Bodies in memory at once: strangers can send some too, and are told apart at their end only.</summary>
    private const int MostAtOnce = 8;

    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(30);

    private static readonly Problem NotSigned = new(ProblemKind.Unauthenticated, "not signed by GitHub, or by a key that is not known here");

    private readonly SemaphoreSlim _bodies = new(MostAtOnce, MostAtOnce);

    public async Task<Outcome<IReadOnlyList<GitHubFeedback>>> RunAsync(HttpContext http)
    {
        if (options.GitHubKeys is null) return new Problem(ProblemKind.NotFound, "there is nothing at this path with this method");
        if (GitHubSignature.Read(http.Request.Headers) is not { } signature) return NotSigned;
        if (await options.GitHubKeys.ForAsync(signature.KeyIdentifier) is not { } keys) return new Problem(ProblemKind.Unavailable, "GitHub's public keys could not be fetched yet: send it again");
        if (!keys.Knows(signature.KeyIdentifier)) return NotSigned;
        if (http.Request.ContentLength is > GitHubReportBody.MostBytes) return TooLarge;
        if (!await _bodies.WaitAsync(TimeSpan.Zero)) return new Problem(ProblemKind.Unavailable, "too many reports at once: send it again");
        try
        {
            var (body, problem) = await ReadAsync(http);
            if (problem is not null) return problem;
            if (!keys.Verifies(signature.KeyIdentifier, body!.Value.Span, signature.Signature)) return NotSigned;
            var (tokens, fault) = GitHubReportBody.Read(body.Value);
            if (fault is not null) return fault;
            var reporter = new LeakReporter(LeakReporter.GitHubType, signature.KeyIdentifier, null, AdminAuthentication.OriginOf(http), options.Policy, ActsTwice: false);
            // Whoever hangs up keeps no leaked token alive.
            var verdicts = await reports.RunAsync(reporter, tokens!, CancellationToken.None);
            return tokens!.DistinctBy(line => (line.Token, line.Type))
                .Select(line => new GitHubFeedback(LeakViews.Hash(line.Token), line.Type, LeakViews.Label(verdicts.GetValueOrDefault(line.Token, LeakVerdict.Unknown)))).ToList();
        }
        finally
        {
            _bodies.Release();
        }
    }

    public void Dispose() => _bodies.Dispose();

    private static Problem TooLarge => new(ProblemKind.TooLarge, $"body: must be at most {GitHubReportBody.MostBytes} bytes");

    private async Task<(ReadOnlyMemory<byte>? Body, Problem? Problem)> ReadAsync(HttpContext http)
    {
        using var patience = new CancellationTokenSource(BodyPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, patience.Token);
        var whole = new MemoryStream(); // not as large as a stranger says that it will be
        var part = new byte[16_384];
        try
        {
            while (await http.Request.Body.ReadAsync(part, either.Token) is > 0 and var count)
            {
                if (whole.Length + count > GitHubReportBody.MostBytes) return (null, TooLarge);
                whole.Write(part, 0, count);
            }
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return (null, new Problem(ProblemKind.InvalidRequest, $"body: was not there after {BodyPatience.TotalSeconds:0} seconds"));
        }

        return (whole.GetBuffer().AsMemory(0, (int)whole.Length), null);
    }
}
