using System.Text.Json;
using Claviger.Gateway.Upstream;

namespace Claviger.Gateway.Admission;

/// <summary>
/// Asks upstream how long a prompt is: free there, but a round trip, so only when the cheap bound by bytes doesn't fit a limit.
/// Without an answer in time the cheap bound stands.
/// </summary>
internal sealed class TokenCounter(UpstreamClient upstream, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Upstream calls its count an estimate and names no error bound (public documentation, 2026-11), so 5 % and 500 tokens are added
    /// (unverified). If it is ever too low, the bound was violated: the truth is posted and an alarm goes up.
    /// </summary>
    private static long WithMargin(long counted) => counted + counted / 20 + 500;

    /// <summary>Null when upstream gives no usable answer.</summary>
    public async ValueTask<long?> CountAsync(Exchange exchange, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var answer = await upstream.CountAsync(exchange.Key.Upstream, exchange.Http, CountTokensBody.Of(exchange.Body.Span), either.Token);
            if (!answer.IsSuccessStatusCode) return null;
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(either.Token));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("input_tokens", out var tokens)
                && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetInt64(out var counted) && counted is >= 0 and <= int.MaxValue
                ? WithMargin(counted)
                : null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || error is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
