using System.Net;
using Claviger.Control.Alerts;
using Claviger.Control.Audit;
using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Core.Sightings;
using Claviger.Core.Usage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Keys;
using Claviger.Storage.Sightings;

namespace Claviger.Demo.Month;

/// <summary>Time between acts: calls go through the journal into the books as traffic does, and what the server does by itself is done.</summary>
internal sealed class MonthBooks(MonthWorld world, UsagePlan plan)
{
    private readonly RequestIds _ids = new();
    private int _next;

    public static IReadOnlyList<Alert> OpenAlerts(MonthWorld world)
    {
        using var reader = world.Foundation.Database.Read();
        return AlertStore.Open(reader, world.Policy.Organization.Id);
    }

    /// <summary>All calls before a time that are not in the books yet.</summary>
    public async Task BookUntilAsync(DateTimeOffset end)
    {
        var used = new Dictionary<string, (GovernedSecret Secret, long FirstMs, long LastMs)>();
        for (; _next < plan.Calls.Count && plan.Calls[_next].AtMs < end.ToUnixTimeMilliseconds(); _next++)
        {
            var call = plan.Calls[_next];
            var secret = used.TryGetValue(call.Key.Name, out var known) ? known.Secret : world.Governed(call.Key.Name);
            if (secret is null) throw new InvalidOperationException($"{call.Key.Name} is called before it is made");
            if (!world.Foundation.Journal.TryPost(RecordOf(call, secret.Key), HeldLimits.None)) throw new InvalidOperationException("the journal is full");
            used[call.Key.Name] = (secret, known.Secret is null ? call.AtMs : known.FirstMs, call.AtMs);
        }

        if (used.Count == 0) return;
        await world.Foundation.Journal.FlushedAsync(world.Ct);
        await KeySecretStore.UsedAsync(world.Foundation.Database, [.. used.Values.Select(use => (use.Secret.Id, Time(use.FirstMs), Time(use.LastMs)))], world.Ct);
        await SightingStore.SeenAsync(world.Foundation.Database, [.. used.SelectMany(use => Seen(MonthPlan.Key(use.Key), use.Value.Secret.Key, use.Value.FirstMs, use.Value.LastMs))], world.Ct);
    }

    /// <summary>What the server does every minute, every quarter of an hour, or when the log has grown; here once.</summary>
    public async Task LookAsync(bool keepChecklist)
    {
        await world.Service<CheckpointService>().SignAsync(world.Policy.Organization.Id, world.Ct);
        if (keepChecklist) await world.Service<KeepChecklistRuns>().KeepAsync(world.Ct);
        await world.Service<EvaluateAlerts>().RunAsync(world.Ct);
        await world.Service<WriteDigests>().RunAsync(world.Ct);
        await world.Service<DeliverAlerts>().RunAsync(world.Ct);
    }

    private UsageRecord RecordOf(in PlannedCall call, GovernedKey key) => new()
    {
        RequestId = _ids.Next(call.AtMs),
        AtMs = call.AtMs,
        Organization = key.OrganizationNumber,
        Workspace = key.Workspace.Number,
        Key = key.Key.Number,
        Owner = key.Owner,
        Model = world.Policy.ModelNumber(call.Model),
        Session = call.Session,
        Outcome = call.Outcome,
        Status = call.Status,
        Tokens = call.Tokens,
        Cost = call.Cost,
    };

    /// <summary>From the network of its environment; the stray one from production's as well.</summary>
    private IEnumerable<Sighting> Seen(PlannedKey key, GovernedKey governed, long firstMs, long lastMs)
    {
        yield return From(IPAddress.Parse($"{key.Workspace.Network}.{governed.Key.Number % 200}.7"));
        if (key.Name == MonthPlan.Stray && world.Now >= plan.Now.AddDays(-MonthPlan.StrayDaysAgo)) yield return From(IPAddress.Parse(PlannedWorkspace.Production.Network + ".4.7"));

        Sighting From(IPAddress address) => new(
            governed.Key.Number, CallerNetwork.Of(address).ToString(), world.Policy.Environments.Of(address) ?? "", key.Client, Time(firstMs), Time(lastMs));
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
