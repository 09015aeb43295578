namespace Claviger.Cli.Output;

/// <summary>Counts: grouped by thousands for eyes, plain digits for programs.</summary>
internal static class CountText
{
    public static string Of(long count, bool grouped) => grouped ? count.ToString("N0") : count.ToString();

    /// <summary>"1 key", "3 keys".</summary>
    public static string With(long count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
