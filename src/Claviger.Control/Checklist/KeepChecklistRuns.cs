using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Checklist;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Checklist;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Checklist;

/// <summary>Judges the checklist every quarter of an hour, and keeps what is new: a finding that came out otherwise, or the day's first.</summary>
public sealed partial class KeepChecklistRuns(Database database, ReadChecklist checklist, PolicyHolder policy, TimeProvider clock, ILogger<KeepChecklistRuns> log)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <summary>A trend needs a point a day, whatever happens.</summary>
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromDays(1);

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, clock, ct);
                await TryKeepAsync(ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task TryKeepAsync(CancellationToken ct)
    {
        try
        {
            await KeepAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(error);
        }
    }

    /// <returns>Whether a run was kept.</returns>
    public async Task<bool> KeepAsync(CancellationToken ct)
    {
        var organization = policy.Current.Organization.Id;
        StoredChecklistRun? last;
        using (var reader = database.Read())
            last = ChecklistRunStore.Page(reader, organization, null, 1) is [var newest] ? newest : null;
        var (_, now) = ChecklistRuns.Of(checklist.Judge(organization));
        if (last is not null && now.At - DateTimeOffset.FromUnixTimeMilliseconds(last.AtMs) < AtLeastEvery && now.Essence == last.Essence) return false;
        return await ChecklistRunStore.AddAfterAsync(database, organization, last?.Number ?? 0, now, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The checklist can't be judged; it is tried again")]
    private partial void LogFailed(Exception error);
}
