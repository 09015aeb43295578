using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Organizations;
using Claviger.Core.Policy;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Core.Workspaces;
using Claviger.Gateway.Rates;

namespace Claviger.Benchmarks;

/// <summary>Rate limits at three levels: each key has its own, all threads share the workspace's and the organization's.</summary>
[MemoryDiagnoser]
public class Rates
{
    private const int Asks = 20_000;

    private readonly RateLimiter _limiter = new(new RateOptions(), TimeProvider.System);
    private readonly int _group = RateGroups.OfClass("opus_5_5")!.Index;
    private GovernedKey[] _wide = null!;
    private GovernedKey[] _narrow = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _wide = Keys("wide", RateFigures.Largest, 0);
        _narrow = Keys("narrow", 1, 1_000);
        foreach (var key in _narrow)
            while (_limiter.TryAdmit(key, _group, 1, TimeProvider.System.GetTimestamp(), out _, out _, out _)) { }
    }

    [Benchmark(OperationsPerInvoke = Asks, Description = "admit and settle, three levels of four limits")]
    public void Admit() => Run(_wide);

    [Benchmark(OperationsPerInvoke = Asks, Description = "refuse, three levels of four limits")]
    public void Refuse() => Run(_narrow);

    private void Run(GovernedKey[] keys)
    {
        if (Threads == 1)
        {
            Ask(keys[0], Asks);
            return;
        }

        Parallel.For(0, Threads, thread => Ask(keys[thread], Asks / Threads));
    }

    private void Ask(GovernedKey key, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var now = TimeProvider.System.GetTimestamp();
            if (_limiter.TryAdmit(key, _group, 500, now, out var ticket, out _, out _)) ticket.Settle(new TokenUsage { InputTokens = 480, OutputTokens = 120 }, now);
        }
    }

    private static GovernedKey[] Keys(string tier, long limit, int from)
    {
        var figures = RateFigures.None.With(LimiterType.RequestsPerMinute, limit).With(LimiterType.InputTokensPerMinuteCacheAware, limit)
            .With(LimiterType.OutputTokensPerMinute, limit).With(LimiterType.Concurrency, limit);
        var book = new TierBook([TierBook.Own(tier, tier, new Dictionary<string, RateFigures> { [Tier.DefaultClass] = figures })]);
        var organization = new Organization(new OrganizationId("5f2d7f0e-6a41-4c0b-9d3e-0c1f5a7b9e21"), 1 + from, "Load", Samples.Now) { Tier = tier };
        var workspace = new Workspace
        {
            Id = WorkspaceId.New(), Number = 1 + from, Organization = organization.Id, Name = "Load", Environment = "production", IsDefault = false,
            DisplayColor = "#6C5BB9", Tags = new Dictionary<string, string>(), Tier = tier, CreatedAt = Samples.Now,
        };
        var planner = new RatePlanner(book, organization, [], change: 1);
        var target = new UpstreamTarget(new UpstreamId("upstream"), "simulator", new Uri("http://127.0.0.1:1"), "none");
        return [.. Enumerable.Range(1 + from, 2).Select(number =>
        {
            var key = new ApiKey
            {
                Id = ApiKeyId.New(), Number = number, Workspace = workspace.Id, Name = $"prod-{number}", Service = $"{number}", Environment = "production",
                Owner = new KeyOwner(KeyOwner.Member, "user_01"), CreatedAt = Samples.Now, Status = KeyStatus.Active, Rules = KeyRules.None, SecretHint = "", Tier = tier,
            };
            return new GovernedKey(key, workspace, organization.Number, target, rates: planner.Of(key, workspace));
        })];
    }
}
