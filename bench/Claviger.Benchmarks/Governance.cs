using System.Net;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Facts;
using Claviger.Core.Limits;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.Sightings;

namespace Claviger.Benchmarks;

/// <summary>
/// What looks at a whole organization of 5,000 keys beside requests, and the one part of it that requests pay for: noting where a key was
/// seen. The yardstick of the former is writing the same facts as JSON once, of the latter one look into a concurrent dictionary.
/// </summary>
[MemoryDiagnoser]
public class Governance
{
    private const int Keys = 5_000, Asks = 10_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Networks = ["10.1.4.0/24", "10.1.5.0/24"];

    private readonly SightedKey _sighted = new KeySightings().Of(1);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, object> _plain = new();
    private readonly IPAddress _address = IPAddress.Parse("10.1.4.7");
    private OrganizationFacts _facts = null!;
    private AlertFacts _alertFacts = null!;
    private List<AlertRule> _rules = null!;
    private OrganizationFile _file = null!;
    private OrganizationState _state = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _plain["claude-cli"] = this;
        _sighted.At(_address, "claude-cli/2.1.0 (external, cli)", "production", Now);
        var ids = Enumerable.Range(0, Keys).Select(i => $"apikey_{i}").ToList();
        _facts = new OrganizationFacts
        {
            At = Now, Source = FactSource.Claviger, OrganizationId = "org", OrganizationName = "Example Company", CreatedAt = Now.AddDays(-400),
            Environments = [new("production", ["10.1.0.0/16"], true), new("staging", ["10.2.0.0/16"], false), new("development", ["10.3.0.0/16"], false)],
            Workspaces = [.. Enumerable.Range(0, 100).Select(i => new WorkspaceFact($"wrkspc_{i}", $"Workspace {i}", i % 2 == 0 ? "production" : "staging", i == 0, "upstream_1"))],
            Keys = [.. ids.Select((id, i) => new KeyFact
            {
                Id = id, Name = $"prod-service-{i}", WorkspaceId = $"wrkspc_{i % 100}", Environment = "production", Service = $"service-{i}", OwnerId = "user_1", IsOwnedByMember = true, CreatedAt = Now.AddDays(-50), IsActive = true,
                LastUsedAt = Now.AddHours(-1), Networks = ["10.1.0.0/16"], Models = ["claude-haiku-4-5"], Secrets = [new("clvk_ab…yz", Now.AddDays(-80), Now, null, null)], RotationDays = 90,
            })],
            Members = [new("user_1", "ada@example.com", "Ada", "admin"), new("user_2", "grace@example.com", "Grace", "admin")],
            SpendLimits = [.. ids.Select(id => new SpendLimitFact("spl_" + id, "api_key", id, "monthly", new Money(1), true))],
            Sightings = [.. ids.SelectMany(_ => Networks, (id, network) => new SightingFact(id, network, "production", "claude-cli", Now.AddDays(-1), Now))],
            Upstreams = [new("upstream_1", "anthropic", "aa")],
            Audit = new(1_000, 1_000, null, null, Now, 1_000, []),
        };
        var month = PeriodCalendar.Utc.SpanAt(LimitPeriod.Monthly, Now.ToUnixTimeMilliseconds());
        _alertFacts = new AlertFacts
        {
            At = Now, OrganizationId = "org", OrganizationName = "Example Company", Calendar = PeriodCalendar.Utc, Organization = _facts,
            Limits = [.. ids.Select(id => new LimitStandingFact("spl_" + id, $"Monthly spend of {id}", new LimitScope(LimitScopeType.ApiKey, id, 1), "wrkspc_1", "user_1", month, new Money(100), new Money(40)))],
        };
        _rules = [.. AlertKindBook.All.Select(kind => new AlertRule { Id = new AlertRuleId(kind.Name), Organization = new OrganizationId("org"), Name = kind.Name, Kind = kind.Name, Severity = AlertSeverity.Warning, CreatedAt = Now, UpdatedAt = Now })];
        _file = new OrganizationFile
        {
            Workspaces = Enumerable.Range(0, 100).ToDictionary(i => $"Workspace {i}", i => new WorkspaceSpec
            {
                Environment = "production",
                Keys = Enumerable.Range(0, Keys / 100).ToDictionary(n => $"prod-service-{i}-{n}", n => new KeySpec { Models = ["claude-haiku-4-5"], Networks = ["10.1.0.0/16"], Tier = "none", MaxTokens = 0 }),
            }),
        };
        _state = new OrganizationState { File = _file, Workspaces = _file.Workspaces.Keys.ToDictionary(name => name, name => "wrkspc_" + name), Keys = _file.Workspaces.Values.SelectMany(place => place.Keys!.Keys).ToDictionary(name => name, name => "apikey_" + name) };
    }

    [Benchmark(Baseline = true, Description = "yardstick: 5,000 keys' facts as JSON")]
    public int Json() => JsonSerializer.SerializeToUtf8Bytes(_facts).Length;

    [Benchmark(Description = "judge the 24 controls over 5,000 keys")]
    public int Checklist() => ChecklistReport.Of(_facts, ChecklistSettings.Default, []).Findings.Count;

    [Benchmark(Description = "judge a rule of every kind over 5,000 keys")]
    public int Alerts() => _rules.Sum(rule => AlertKindBook.Find(rule.Kind)!.Conditions(rule, _alertFacts).Count());

    [Benchmark(Description = "plan a file of 5,000 keys without a change")]
    public int Plan() => OrganizationPlanner.Plan(_file, _state, allowDelete: false).Changes.Count;

    [Benchmark(OperationsPerInvoke = Asks, Description = "a request's own part: seen where it was seen before")]
    public void Seen()
    {
        for (var i = 0; i < Asks; i++) _sighted.At(_address, "claude-cli/2.1.0 (external, cli)", "production", Now);
    }

    [Benchmark(OperationsPerInvoke = Asks, Description = "its yardstick: one look into a concurrent dictionary")]
    public int Look()
    {
        var found = 0;
        for (var i = 0; i < Asks; i++) found += _plain.TryGetValue("claude-cli", out _) ? 1 : 0;
        return found;
    }
}
