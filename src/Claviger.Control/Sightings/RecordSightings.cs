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

    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;

    /// <summary>Until stopped, and once more then.</summary>
    public Task RunAsync(CancellationToken ct) => CarryToStore.RunAsync(Every, clock, sightings.TakeChanged, StoreAsync, sightings.Enqueue, LogFailed, ct);

    private async Task StoreAsync(IReadOnlyList<SightedPlace> changed)
    {
        if (changed.Count > 0) await SightingStore.SeenAsync(database, [.. changed.Select(place => place.ToSighting())], CancellationToken.None);
        await ForgetAsync();
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
