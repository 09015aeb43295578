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
            throw new CliException(
                refused is AnthropicUnauthorizedException ? ExitCode.NotSignedIn : ExitCode.Refused, $"Anthropic's Admin API answered {(int)refused.StatusCode}: {Said(refused)}",
                "An Admin API key is needed (sk-ant-admin01-…): Claude Console → Settings → Admin keys");
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

    /// <summary>The message of the error envelope, where there is one.</summary>
    public static string Said(AnthropicApiException refused)
    {
        try
        {
            using var body = JsonDocument.Parse(refused.ResponseBody);
            return body.RootElement.GetProperty("error").GetProperty("message").GetString() ?? "";
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "no more than that";
        }
    }
}
