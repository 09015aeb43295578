using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Http;

/// <summary>Turns what came back into a value or into a failure that says what to do.</summary>
internal static class AnswerReader
{
    public static Answer<T> Read<T>(string text, string url)
    {
        try
        {
            var json = JsonNode.Parse(text);
            if (json is not null && json.Deserialize<T>(WireJson.Lenient) is { } value) return new Answer<T>(value, json);
        }
        catch (JsonException)
        {
        }

        throw new CliException(ExitCode.Refused, $"{url} answered, but not as Claviger does", "Is this the right address? Is the server of a version that this program knows?");
    }

    /// <summary>Type, message, field and request id, as the server gave them.</summary>
    public static CliException Refusal(HttpResponseMessage response, string text, Connection connection)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
            return new CliException(ExitCode.Refused, $"{connection.Url} points to another address ({TerminalText.Safe(response.Headers.Location?.ToString() ?? "unknown")}); the admin key was not sent there", "If you trust that address, use it: claviger login --url <address>");
        var exit = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ExitCode.NotSignedIn,
            HttpStatusCode.NotFound => ExitCode.NotFound,
            _ => ExitCode.Refused,
        };
        if (Envelope(text) is not { } envelope)
            return new CliException(exit == ExitCode.NotSignedIn ? exit : ExitCode.Refused, $"{connection.Url} answered {status}, but not as Claviger does", "Is this the right address?");

        var lines = new List<string> { $"type:       {TerminalText.Safe(envelope.Error.Type)}" };
        if (envelope.Error.Details?.ErrorCode is { } code) lines.Add($"code:       {TerminalText.Safe(code)}");
        if (envelope.Error.Details?.Field is { } field) lines.Add($"field:      {TerminalText.Safe(field)}");
        if (envelope.RequestId is { } id) lines.Add($"request id: {TerminalText.Safe(id)}");
        if (exit == ExitCode.NotSignedIn) lines.Add($"The admin key came from {connection.Source}. Sign in again: claviger login");
        return new CliException(exit, TerminalText.Safe(envelope.Error.Message), lines);
    }

    public static CliException Unreachable(string url, string why) =>
        new(ExitCode.Unreachable, $"could not reach {url}: {TerminalText.Safe(why)}", "Is the server running, and is the address right?");

    public static CliException Endless(string url) =>
        new(ExitCode.Refused, $"{url} says that there is more, but does not say from where: the list would be incomplete");

    private static ErrorEnvelope? Envelope(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorEnvelope>(text, WireJson.Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
