using System.Data.Common;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Emergency;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Emergency;

/// <summary>
/// Takes access away when store or audit log take no change: that never waits for a disk. The act is kept in the emergency journal, and
/// in force when this returns. Whether the actor may is judged by the snapshot, which is all there is then.
/// </summary>
public sealed partial class StopInEmergency(EmergencyJournal journal, SnapshotRefresher snapshots, PolicyHolder policy, TimeProvider clock, ILogger<StopInEmergency> log)
{
    /// <summary>How long taking access away waits for its turn to write.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public PolicySnapshot Policy => policy.Current;

    /// <summary>The act as usual, and the other way if the store fails it.</summary>
    /// <param name="otherwise">Null: this can't be stopped here, and the store's failure is the answer.</param>
    public async Task<Outcome<T>> OrElseAsync<T>(Func<CancellationToken, Task<Outcome<T>>> act, Func<Exception, Task<T?>> otherwise, CancellationToken ct) where T : class
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await act(either.Token);
        }
        catch (Exception error) when (error is StorageException or DbException || error is OperationCanceledException && !ct.IsCancellationRequested)
        {
            if (await otherwise(error) is { } stopped) return stopped;
            if (error is OperationCanceledException) throw new StorageException("the store gave no turn to write in time", error);
            throw;
        }
    }

    /// <param name="target">Id of an API key, admin key, workspace or member; the caller has seen to it that the actor may.</param>
    /// <param name="cut">Whether running requests are ended too, in this process.</param>
    public Task StopAsync(Actor actor, string target, KeyStatus status, bool cut, Exception cause) => StopAsync(
        [new EmergencyAct(0, EntityId.New(EmergencyAct.Prefix), clock.GetUtcNow().ToUnixTimeMilliseconds(), actor.Organization, target, status, actor.Type, actor.Id, actor.Request)], cut, cause);

    /// <param name="acts">The caller has seen to it that they may be done.</param>
    public async Task StopAsync(IReadOnlyList<EmergencyAct> acts, bool cut, Exception cause)
    {
        foreach (var act in acts) LogEmergency(act.Target, Keys.KeyViews.Name(act.Status), cause.Message);
        try
        {
            journal.Add(acts);
        }
        finally
        {
            // In force even where the journal fails too: then until the next start only, and the caller is told of the failure.
            await snapshots.WithdrawAsync(acts.Select(act => act.Stops), cut ? clock.GetUtcNow() : null);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Store or audit log take no change ({Cause}): {Target} is made {Status} by the emergency journal")]
    private partial void LogEmergency(string target, string status, string cause);
}
