using System.Text.Json;
using Anthropic.Exceptions;

namespace Claviger.Cli.Scan;

/// <summary>What can go wrong at Anthropic's Admin API, in the words and exit codes of this program.</summary>
internal static class AnthropicFaults
{
    /// <exception cref="CliException">The key isn't taken, the address can't be reached, or the answer isn't one.</exception>
    public static async Task<T> InWordsAsync<T>(AnthropicDoor door, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AnthropicApiException refused)
        {
            throw Of(door, (int)refused.StatusCode, $"Anthropic's Admin API answered {(int)refused.StatusCode}: {Said(refused)}");
        }
        catch (Exception fault) when (fault is AnthropicIOException or HttpRequestException)
        {
            throw new CliException(ExitCode.Unreachable, $"{door.BaseUrl} can't be reached: {(fault.InnerException ?? fault).Message}");
        }
        catch (TaskCanceledException)
        {
            throw new CliException(ExitCode.Unreachable, $"{door.BaseUrl} did not answer in time");
        }
        catch (AnthropicInvalidDataException fault)
        {
            throw new CliException(ExitCode.Refused, $"what {door.BaseUrl} answered is not what Anthropic's Admin API answers: {fault.Message}");
        }
    }

    /// <summary>A scheduled job must tell a key to mend from an hour to wait, and both from a finding.</summary>
    public static CliException Of(AnthropicDoor door, int status, string message) =>
        new(status switch { 401 or 403 => ExitCode.NotSignedIn, 429 or >= 500 => ExitCode.Unreachable, _ => ExitCode.Refused }, message, AnthropicHints.Of(status, door));

    public static string Said(AnthropicApiException refused) => Said(refused.ResponseBody);

    /// <summary>The message of the error envelope, where there is one.</summary>
    public static string Said(string answer)
    {
        try
        {
            using var body = JsonDocument.Parse(answer);
            return body.RootElement.GetProperty("error").GetProperty("message").GetString() ?? "";
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "no more than that";
        }
    }
}
