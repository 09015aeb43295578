using Claviger.Core;
using Claviger.Core.Usage;
using Claviger.Gateway.Telemetry;

namespace Claviger.Demo;

/// <summary>One line a request: when, which key, what, how it ended, tokens, cost, time.</summary>
internal sealed class RequestLines(TextWriter output, TimeProvider clock)
{
    private readonly Lock _gate = new();

    public void Write(SettledRequest request)
    {
        var tokens = request.Record.Tokens;
        var kind = request.Streamed ? "stream" : "plain ";
        var line = string.Create(null,
            $"  {clock.GetLocalNow():HH:mm:ss}  {request.Key.Key.Name,-20} {request.Model ?? "-",-25} {kind} {request.Record.Status}  {tokens.PromptTokens,7:N0} in {tokens.OutputTokens,6:N0} out  {Dollars(request.Record.Cost),11}  {request.Took.TotalMilliseconds,6:N0} ms{Remark(request.Record.Outcome)}");
        lock (_gate) output.WriteLine(line);
    }

    /// <summary>Six decimals, rounded up: a line is a glance, the books are exact.</summary>
    private static string Dollars(Money cost) => $"${(cost.Nanos + 999) / 1_000 / 1_000_000m:0.000000}";

    private static string Remark(UsageOutcome outcome) => outcome switch
    {
        UsageOutcome.CutShort => "  (cut short)",
        UsageOutcome.WorstCase => "  (worst case)",
        UsageOutcome.UpstreamError => "  (upstream error)",
        _ => "",
    };
}
