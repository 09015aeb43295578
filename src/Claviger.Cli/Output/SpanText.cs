namespace Claviger.Cli.Output;

/// <summary>A length of time in the largest unit that says it exactly.</summary>
internal static class SpanText
{
    public static string Of(long seconds) =>
        seconds >= 172_800 && seconds % 86_400 == 0 ? $"{seconds / 86_400} days"
        : seconds % 3_600 == 0 ? $"{seconds / 3_600} h"
        : seconds % 60 == 0 ? $"{seconds / 60} min"
        : $"{seconds} s";
}
