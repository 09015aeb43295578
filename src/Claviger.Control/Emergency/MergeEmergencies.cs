using System.Text;
using Claviger.Control.Snapshots;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Emergency;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Emergency;

/// <summary>Brings acts of the emergency journal into store and audit log, in order, as soon as both can be written again.</summary>
public sealed partial class MergeEmergencies(Database database, EmergencyJournal journal, SnapshotRefresher snapshots, MergedAct merged, TimeProvider clock, ILogger<MergeEmergencies> log)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await journal.WaitAsync(ct);
                try
                {
                    await MergeAsync(ct);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogNotMerged(journal.Pending.Count, error.Message);
                    await Task.Delay(RetryEvery, clock, ct);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; the next start goes on.
        }
    }

    private async Task MergeAsync(CancellationToken ct)
    {
        foreach (var act in journal.Pending)
        {
            if (!IsMerged(act))
            {
                using var tx = await database.BeginAdminAsync(ct);
                var change = tx.Commit([.. merged.Write(tx, act)]);
                await snapshots.HasReachedAsync(change, ct);
            }

            journal.Remove(act);
        }
    }

    /// <summary>A process may have died between the commit and the journal's own.</summary>
    private bool IsMerged(EmergencyAct act)
    {
        using var reader = database.Read();
        return AuditStore.Page(reader, act.Organization, new AuditFilter(null, [], [], act.Target, null, null, null), null, null, 100)
            .Any(entry => Encoding.UTF8.GetString(entry.Entry).Contains(act.Id, StringComparison.Ordinal));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} acts of the emergency journal can't be merged yet: {Reason}")]
    private partial void LogNotMerged(int count, string reason);
}
