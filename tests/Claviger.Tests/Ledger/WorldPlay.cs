using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Gateway.Ledger;
using Claviger.Simulator;

namespace Claviger.Tests.Ledger;

/// <summary>Turns a number into a world, and numbers into what happens in it.</summary>
internal static class WorldPlay
{
    /// <summary>A limit at every level, of any period and policy; caps of the size of a few requests.</summary>
    public static SpendLimit[] LimitsOf(ulong seed)
    {
        var chance = new SeededGenerator(seed);
        var scopes = new[] { (LimitScopeType.ApiKey, 1), (LimitScopeType.ApiKey, 2), (LimitScopeType.User, 1), (LimitScopeType.Workspace, 1), (LimitScopeType.Workspace, 2), (LimitScopeType.Organization, 1) };
        var limits = new List<SpendLimit>();
        for (var i = 0; i < scopes.Length; i++)
        {
            if (chance.Next(4) == 0 && i < scopes.Length - 1) continue;
            var mode = chance.Next(8) switch { 0 => LimitMode.Soft, 1 => LimitMode.Shadow, _ => LimitMode.Hard };
            limits.Add(Limits.Limit(
                i + 1, scopes[i].Item1, scopes[i].Item2, Amount(ref chance), (LimitPeriod)chance.Next(4), mode, chance.Next(3) == 0 ? AtCap.Slice : AtCap.Reserve) with { Grants = Grants(ref chance) });
        }

        return [.. limits];
    }

    /// <summary>One event. The same numbers in the same world do the same.</summary>
    public static void Act(World world, ulong number)
    {
        var chance = new SeededGenerator(number);
        var node = chance.Next(world.Nodes);
        switch (chance.Next(24))
        {
            case < 10:
                long part = 1 + chance.Next(60);
                world.Ask(node, chance.Next(Limits.Keys), chance.Next(3) == 0 ? new HoldAmount(new(part + chance.Next(80)), new(part)) : new Money(part));
                break;
            case 10 or 11 or 12 when Any(world.Running, ref chance) is { } request:
                world.Post(request, chance.Next(3) == 0 ? request.AtStake.Nanos : chance.Next((int)request.AtStake.Nanos + 1));
                break;
            case 13 when Any(world.Running, ref chance) is { } request:
                world.Release(request);
                break;
            case 14 when Any(world.Running, ref chance) is { } request:
                world.Extend(request, 1 + chance.Next(30));
                break;
            case 15 when Any(world.Running, ref chance) is { } request:
                world.KeepForBatch(request, chance.Next((int)request.AtStake.Nanos + 1));
                break;
            case 16 when Any(world.Waiting, ref chance) is { } request:
                world.Leave(request);
                break;
            case 17:
                var mode = chance.Next(8) switch { 0 => LimitMode.Soft, 1 => LimitMode.Shadow, _ => LimitMode.Hard };
                world.Change(chance.Next(world.All.Count), chance.Next(8) == 0 ? null : new Money(Amount(ref chance)), mode, null);
                break;
            case 18:
                world.Advance(TimeSpan.FromMilliseconds(1 + chance.Next(600)));
                break;
            case 19:
                world.Advance(chance.Next(6) switch { 0 => TimeSpan.FromHours(13), 1 => TimeSpan.FromDays(8), 2 => TimeSpan.FromDays(32), _ => TimeSpan.FromSeconds(chance.Next(20)) });
                break;
            case 20:
                world.Slow(node, chance.Next(3) == 0);
                break;
            case 21 when chance.Next(2) == 0:
                world.Tidy(node);
                break;
            case 21:
                world.Commit(node);
                world.Answer(node, chance.Next(4));
                break;
            case 22:
                world.Fail(node, chance.Next(5) == 0);
                break;
            case 23 when chance.Next(3) == 0:
                world.Crash(node);
                break;
        }
    }

    private static long Amount(ref SeededGenerator chance) => chance.Next(6) switch { 0 => chance.Next(40), 5 => 5_000 + chance.Next(20_000), _ => 50 + chance.Next(250) };

    private static SpendGrant[] Grants(ref SeededGenerator chance)
    {
        if (chance.Next(4) != 0) return [];
        var starts = Limits.Start.ToUnixTimeMilliseconds() + chance.Next(40_000) - 10_000;
        return [new SpendGrant(new SpendGrantId("slg_1"), new Money(1 + chance.Next(100)), starts, starts + 1 + chance.Next(40_000), null)];
    }

    private static WorldRequest? Any(IReadOnlyList<WorldRequest> requests, ref SeededGenerator chance) => requests.Count == 0 ? null : requests[chance.Next(requests.Count)];
}
