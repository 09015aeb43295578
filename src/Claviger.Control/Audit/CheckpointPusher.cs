using Claviger.Core;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Organizations;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Audit;

/// <summary>Brings checkpoints to the places outside: each on its own, so that one that is away holds up no other; again and again, ever slower.</summary>
public sealed partial class CheckpointPusher(Database database, IEnumerable<ICheckpointPlace> places, TimeProvider clock, ILogger<CheckpointPusher> log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>Checkpoints that a place is given at once; one that was away for long gets the newest of them.</summary>
    private const int MostAtOnce = 10_000;

    public IReadOnlyList<PlaceState> Places { get; } = places.Select(place => new PlaceState(place)).ToList();

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(Places.Select(place => FollowAsync(place, ct)));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task FollowAsync(PlaceState state, CancellationToken ct)
    {
        while (true)
        {
            var seen = database.Checkpoints.Latest;
            if (await TryPushAsync(state, ct)) await database.Checkpoints.WaitBeyondAsync(seen, ct);
            else await Task.Delay(Pause(state.Failures), clock, ct);
        }
    }

    private async Task<bool> TryPushAsync(PlaceState state, CancellationToken ct)
    {
        try
        {
            foreach (var (organization, news) in Waiting(state.Place.Name))
            {
                await state.Place.TakeAsync(organization, news, ct);
                await CheckpointStore.SetPushedAsync(database, organization, state.Place.Name, news[^1].Size, clock.GetUtcNow().ToUnixTimeMilliseconds(), ct);
            }

            state.Worked();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (state.Failures == 0) LogNotTaken(state.Place.Name, error.Message); // once, not at each retry: the status tells the rest
            state.Failed(error.Message, clock.GetUtcNow());
            return false;
        }
    }

    private List<(OrganizationId, IReadOnlyList<StoredCheckpoint>)> Waiting(string place)
    {
        using var reader = database.Read();
        var waiting = new List<(OrganizationId, IReadOnlyList<StoredCheckpoint>)>();
        foreach (var organization in OrganizationStore.All(reader))
        {
            var news = CheckpointStore.NewestAbove(reader, organization.Id, CheckpointStore.Pushed(reader, organization.Id, place).Size, MostAtOnce);
            if (news.Count > 0) waiting.Add((organization.Id, news));
        }

        return waiting;
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < LongestRetry ? pause : LongestRetry;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Checkpoints of the audit log don't reach the {Place}: {Reason}")]
    private partial void LogNotTaken(string place, string reason);
}
