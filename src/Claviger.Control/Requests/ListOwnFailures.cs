using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Models;
using Claviger.Storage.Usage;

namespace Claviger.Control.Requests;

/// <summary>Recent requests of one's own keys that did not end well. What was refused before it was sent is in no book: limits and keys tell of that.</summary>
public sealed class ListOwnFailures(Database database, PolicyHolder policy, TimeProvider clock)
{
    public const int Most = 20;

    private const int MostKeys = 200;

    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    private static readonly UsageOutcome[] Bad = [UsageOutcome.UpstreamError, UsageOutcome.CutShort, UsageOutcome.WorstCase, UsageOutcome.Unresolved, UsageOutcome.StoppedAtCap];

    public IReadOnlyList<OwnFailure> Run(Actor actor)
    {
        if (actor.Member is not { } self) return [];
        using var reader = database.Read();
        var keys = KeyBrowseStore.OwnedBy(reader, new KeyOwner(KeyOwner.Member, self.Value), null, MostKeys).ToDictionary(key => key.Number);
        if (keys.Count == 0) return [];
        var places = policy.Current.Workspaces.Where(place => keys.Values.Any(key => key.Workspace == place.Id)).Select(place => place.Number).ToList();
        var from = (clock.GetUtcNow() - Back).ToUnixTimeMilliseconds();
        var (rows, _) = RequestLogStore.Page(reader, new RequestLogFilter(places, [.. keys.Keys], null, Bad, from, null), null, Most);
        var models = ModelStore.Names(reader);
        return [.. rows.Select(row => new OwnFailure(
            RequestIds.Text(row.RequestId), DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), keys[row.Key].Id.Value, keys[row.Key].Name, models.GetValueOrDefault(row.Model), row.Status,
            UsageOutcomeNames.Of(row.Outcome), row.Cost))];
    }
}
