using System.Globalization;
using System.Text.Json;
using Claviger.Cli.Scan;

namespace Claviger.Cli.Anthropic;

/// <summary>
/// Sends changes to Anthropic's Admin API, which knows no idempotency keys. What was surely not made (429, a membership change that another one
/// crossed) is sent again a few times; what may have been made is not: whoever asked has to look first.
/// </summary>
internal sealed class AnthropicWriter(AnthropicDoor door, TimeProvider clock)
{
    public const int MostAttempts = 4;

    /// <summary>Whoever waits at a terminal waits no longer; the rest is for the next apply.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public async Task<WriteOutcome> SendAsync(AdminWrite write, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, again) = await OnceAsync(write, ct);
            if (!again || attempt == MostAttempts) return outcome;
            await WaitAsync(outcome.RetryAfter, attempt, ct);
        }
    }

    /// <summary>As long as the answer asked for, within bounds; else one second, two, four.</summary>
    public Task WaitAsync(TimeSpan? asked, int attempt, CancellationToken ct)
    {
        var wait = asked ?? TimeSpan.FromSeconds(1 << (attempt - 1));
        return Task.Delay(wait < LongestWait ? wait : LongestWait, clock, ct);
    }

    private async Task<(WriteOutcome Outcome, bool Again)> OnceAsync(AdminWrite write, CancellationToken ct)
    {
        try
        {
            using var answer = await door.SendAsync(write.Method, write.Path, write.Body, write.Beta, ct);
            var status = (int)answer.StatusCode;
            var body = Parsed(await answer.Content.ReadAsByteArrayAsync(ct));
            if (answer.IsSuccessStatusCode) return (WriteOutcome.Done(body), false);
            // Somebody else was faster, or an earlier attempt whose answer was lost.
            if (status == 404 && write.Method == HttpMethod.Delete) return (WriteOutcome.Done(body), false);
            var said = $"Anthropic answered {status}{Message(body)}";
            if (status >= 500) return (new WriteOutcome(WriteEnd.Unknown, said, RetryAfter: After(answer)), false);
            return (new WriteOutcome(WriteEnd.Refused, said, RetryAfter: After(answer)), status is 429 or 409);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || fault is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return (new WriteOutcome(WriteEnd.Unknown, $"no answer from {door.BaseUrl}: {(fault.InnerException ?? fault).Message}"), false);
        }
    }

    private static TimeSpan? After(HttpResponseMessage answer) => answer.Headers.TryGetValues("retry-after", out var values)
        && double.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    private static JsonElement? Parsed(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Message(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message)
            ? $": {message.GetString()}" : "";
}
