using Claviger.Core;
using Claviger.Core.Policy;
using Claviger.Storage;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Snapshots;

/// <summary>
/// Follows the change feed and swaps new snapshots in. A snapshot that can't be built is not swapped in: the old one stays and
/// an error is logged each time, and acts that wait for their change fail rather than claim to be in force.
/// </summary>
public sealed partial class SnapshotRefresher(Database database, SnapshotBuilder builder, PolicyHolder holder, TimeProvider clock, ILogger<SnapshotRefresher> log) : IDisposable
{
    /// <summary>A store may come back without a further change to tell of it.</summary>
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>
    /// When it returns, this process enforces the change (promise R5): a request that starts later meets the new snapshot.
    /// Callers in a row share one build.
    /// </summary>
    /// <exception cref="NotInForceException">The change is committed, but its snapshot can't be built.</exception>
    public async Task HasReachedAsync(long change, CancellationToken ct)
    {
        if (holder.Current.Change >= change) return;
        await _gate.WaitAsync(ct);
        try
        {
            if (holder.Current.Change < change) holder.Replace(builder.Build());
        }
        catch (StorageException error)
        {
            throw new NotInForceException(change, error);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>When it returns, nothing that starts later is admitted by what these ids stop, whatever the store says. Snapshots built later leave them out while they are in the emergency journal.</summary>
    public async Task WithdrawAsync(IEnumerable<string> ids, DateTimeOffset? cutAt)
    {
        await _gate.WaitAsync();
        try
        {
            holder.Replace(holder.Current.Without(new StoppedAccess(ids), cutAt));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs until stopped; catches up with changes whose maker went away before its snapshot was built.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await database.Changes.WaitBeyondAsync(holder.Current.Change, ct);
                if (!await TryReachAsync(database.Changes.Latest, ct)) await Task.Delay(RetryEvery, clock, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> TryReachAsync(long change, CancellationToken ct)
    {
        try
        {
            await HasReachedAsync(change, ct);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotSwapped(error);
            return false;
        }
    }

    public void Dispose() => _gate.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "A new policy snapshot can't be built; the old one stays in force")]
    private partial void LogNotSwapped(Exception error);
}
