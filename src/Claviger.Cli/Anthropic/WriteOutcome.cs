using System.Text.Json;

namespace Claviger.Cli.Anthropic;

internal enum WriteEnd
{
    Done = 0,

    /// <summary>It was not made, and Anthropic said so.</summary>
    Refused = 1,

    /// <summary>No answer, or one that doesn't say whether it was made: look before it is sent again.</summary>
    Unknown = 2,
}

/// <param name="Said">For people, of what was not done.</param>
/// <param name="RetryAfter">What the answer asked for.</param>
internal sealed record WriteOutcome(WriteEnd End, string Said, JsonElement? Answer = null, TimeSpan? RetryAfter = null)
{
    public static WriteOutcome Done(JsonElement? answer) => new(WriteEnd.Done, "", answer);
}
