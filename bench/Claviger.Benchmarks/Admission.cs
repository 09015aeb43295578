using BenchmarkDotNet.Attributes;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Microsoft.AspNetCore.Http;

namespace Claviger.Benchmarks;

/// <summary>What a request costs before it leaves, and its price afterwards.</summary>
[MemoryDiagnoser]
public class Admission
{
    private const int Keys = 10_000;

    private readonly RequestShape _shape = new();
    private readonly byte[] _small = Samples.Body(1, 1_900);
    private readonly byte[] _large = Samples.Body(40, 5_000);
    private PolicySnapshot _policy = null!;
    private HeaderDictionary[] _callers = null!;
    private ModelEntry _model = null!;
    private int _turn;

    [GlobalSetup]
    public void Prepare()
    {
        (_policy, var tokens) = Samples.Policy(Keys);
        _callers = [.. tokens.Select(token => new HeaderDictionary { ["x-api-key"] = token })];
        _policy.Prices.TryFind("claude-opus-5"u8, out _model!);
    }

    [Benchmark(Description = "authenticate one of 10,000 keys")]
    public object? Authenticate() => KeyAuthenticator.Authenticate(_callers[_turn++ % Keys], _policy, Samples.Now);

    [Benchmark(Description = "inspect 2 KB")]
    public InspectionResult InspectSmall() => RequestInspector.Inspect(_small, _shape, InspectionLimits.Messages);

    [Benchmark(Description = "inspect 200 KB with escapes")]
    public InspectionResult InspectLarge() => RequestInspector.Inspect(_large, _shape, InspectionLimits.Messages);

    [Benchmark(Description = "price")]
    public PricedUsage Price() => Pricer.Price(_policy.Prices, _model, new ReportedUsage { Message = new TokenUsage { InputTokens = 500, OutputTokens = 150 } }, Samples.Now);
}
