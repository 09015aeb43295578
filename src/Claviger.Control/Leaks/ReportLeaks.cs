using System.Data.Common;
using Claviger.Control.Emergency;
using Claviger.Control.Snapshots;
using Claviger.Core.Audit;
using Claviger.Core.Leaks;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>
/// Takes what a leaked token opens away, by policy, and writes down where it was seen. The one use case behind GitHub's reports and
/// people's; whoever has the token could do worse with it, so a reporter needs no rights about what it belongs to.
/// </summary>
public sealed class ReportLeaks(Database database, SnapshotRefresher snapshots, TokenMatcher matcher, StopLeaksInEmergency emergency, SecretUses uses, TimeProvider clock)
{
    /// <summary>Tokens a transaction: the writer's turn is not kept from the books for a whole report of thousands.</summary>
    private const int AtOnce = 500;

    /// <summary>Places of a token that a report's entry names; the others are counted.</summary>
    private const int MostPlaces = 10;

    /// <summary>
    /// When it returns, what was taken away is refused here. A repeated report finds its work done, so it may be sent again after a failure. Where
    /// store or audit log take no change, what works is stopped all the same.
    /// </summary>
    /// <returns>By token; those that aren't there are nobody's.</returns>
    /// <exception cref="StorageException">Not all of it could be judged or written: it must be sent again.</exception>
    public async Task<IReadOnlyDictionary<string, LeakVerdict>> RunAsync(LeakReporter reporter, IReadOnlyList<LeakedToken> reported, CancellationToken ct)
    {
        try
        {
            return await ActAsync(reporter, reported, ct);
        }
        catch (Exception error) when (error is StorageException or DbException)
        {
            if (await emergency.RunAsync(reporter, reported, MostPlaces, error) is { } stopped) return stopped;
            throw;
        }
    }

    private async Task<IReadOnlyDictionary<string, LeakVerdict>> ActAsync(LeakReporter reporter, IReadOnlyList<LeakedToken> reported, CancellationToken ct)
    {
        var verdicts = new Dictionary<string, LeakVerdict>(StringComparer.Ordinal);
        var known = matcher.Match(reported.Select(line => line.Token));
        var places = reported.Where(line => known.TryGetValue(line.Token, out var token) && (reporter.Organization is null || token.Organization == reporter.Organization))
            .GroupBy(line => line.Token, line => line.Place, StringComparer.Ordinal);
        long newest = 0;
        foreach (var part in places.Chunk(AtOnce))
        {
            using var tx = await BeginAsync(ct);
            var entries = new List<AuditEntry>(part.Length);
            foreach (var token in part) verdicts[token.Key] = new LeakVerdict(known[token.Key], Act(tx, reporter, known[token.Key], token.Distinct().ToList(), entries));
            newest = entries.Count > 0 ? tx.Commit(entries.ToArray()) : tx.NewestChange(); // done before, by somebody who may not have it in force yet
        }

        if (newest > 0) await snapshots.HasReachedAsync(newest, CancellationToken.None);
        return verdicts;
    }

    private string Act(AdminTransaction tx, LeakReporter reporter, KnownToken token, List<LeakPlace> places, List<AuditEntry> entries)
    {
        var now = clock.GetUtcNow();
        var seen = places.Take(MostPlaces).Where(place => LeakStore.AddSighting(tx, token, place, reporter.Policy, now)).ToList();
        if (seen.Count == 0 && !reporter.ActsTwice) return LeakEffects.None;
        var change = LeakActs.In(tx, token, reporter.Policy, uses, now);
        entries.Add(reporter.Entry(LeakActs.KindOf(token.Kind), token.Organization, token.Holder, LeakDetail.Of(token, reporter.Policy, change, places.Take(MostPlaces), places.Count - MostPlaces)));
        return change?.Effect ?? LeakEffects.None;
    }

    /// <summary>A store that gives no turn in time is one that takes no change. The patience is for each turn: a report of thousands has many.</summary>
    private async Task<AdminTransaction> BeginAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(StopInEmergency.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await database.BeginAdminAsync(either.Token);
        }
        catch (OperationCanceledException error) when (!ct.IsCancellationRequested)
        {
            throw new StorageException("the store gave no turn to write in time", error);
        }
    }
}
