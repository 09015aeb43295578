using Claviger.Core.Sightings;
using Claviger.Storage;
using Claviger.Storage.Sightings;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Sightings;

/// <summary>Carries sightings of keys from memory to the store, a little later: no request waits for it.</summary>
public sealed partial class RecordSightings(Database database, KeySightings sightings, TimeProvider clock, ILogger<RecordSightings> log)
{
    /// <summary>What a crash may lose; the next request from the same place tells it again.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A year, and the time to notice.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private static readonly TimeSpan ForgetEvery = TimeSpan.FromDays(1);

    private const int MostAtOnce = 1_000;

    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;

    /// <summary>Until stopped, and once more then.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var running = true;
        while (running)
        {
            try
            {
                await Task.Delay(Every, clock, ct);
            }
            catch (OperationCanceledException)
            {
                running = false;
            }

            while (await TryRecordAsync() == MostAtOnce) { }
        }
    }

    /// <returns>How many were stored; 0 also after a failure, which is tried again next time.</returns>
    private async Task<int> TryRecordAsync()
    {
        var changed = sightings.TakeChanged(MostAtOnce);
        try
        {
            if (changed.Count > 0) await SightingStore.SeenAsync(database, [.. changed.Select(place => place.ToSighting())], CancellationToken.None);
            await ForgetAsync();
            return changed.Count;
        }
        catch (Exception error)
        {
            LogFailed(error);
            foreach (var place in changed) sightings.Enqueue(place);
            return 0;
        }
    }

    private async Task ForgetAsync()
    {
        var now = clock.GetUtcNow();
        if (now - _forgotten < ForgetEvery) return;
        await SightingStore.ForgetAsync(database, now - Kept, CancellationToken.None);
        _forgotten = now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Where keys were seen can't be stored; it is tried again")]
    private partial void LogFailed(Exception error);
}
