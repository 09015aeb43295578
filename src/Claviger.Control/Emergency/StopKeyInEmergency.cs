using Claviger.Control.Keys;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage.Emergency;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Emergency;

/// <summary>
/// Disables or revokes a key when store or audit log take no change: taking access away never waits for a disk. The act is kept in the
/// emergency journal, and in force when this returns.
/// </summary>
public sealed partial class StopKeyInEmergency(EmergencyJournal journal, SnapshotRefresher snapshots, PolicyHolder policy, TimeProvider clock, ILogger<StopKeyInEmergency> log)
{
    /// <param name="cut">Whether its running requests are ended too, in this process.</param>
    /// <returns>Null when this key can't be stopped here: unknown to the snapshot, or the actor may not. Then the store's failure is the answer.</returns>
    public async Task<ApiKeyView?> RunAsync(Actor actor, string id, KeyStatus status, bool cut, Exception cause)
    {
        var needed = status == KeyStatus.Archived ? Permission.KeysRevoke : Permission.KeysUpdate;
        if (policy.Current.Organization.Id != actor.Organization || policy.Current.FindKey(new ApiKeyId(id)) is not { } key || !actor.MayIn(needed, key.Workspace)) return null;
        LogEmergency(id, KeyViews.Name(status), cause.Message);
        var now = clock.GetUtcNow();
        try
        {
            journal.Add(new EmergencyAct(0, EntityId.New(EmergencyAct.Prefix), now.ToUnixTimeMilliseconds(), actor.Organization, key.Id, status, actor.Type, actor.Id, actor.Request));
        }
        finally
        {
            // In force even where the journal fails too: then until the next start only, and the caller is told of the failure.
            await snapshots.WithdrawAsync(key.Id, cut ? now : null);
        }

        return KeyViews.Of(key with { Status = status }, now, lastUsed: null); // the store that knows may be what is away
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Store or audit log take no change ({Cause}): key {Key} is made {Status} by the emergency journal")]
    private partial void LogEmergency(string key, string status, string cause);
}
