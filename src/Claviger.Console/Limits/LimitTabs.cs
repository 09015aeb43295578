namespace Claviger.Console.Limits;

/// <summary>The parts of the room Limits.</summary>
internal static class LimitTabs
{
    public static IReadOnlyList<(string Title, string Path)> Of(int pending) => [("Limits", "/limits"), (pending == 0 ? "Increase requests" : $"Increase requests ({pending}{(pending == Most ? "+" : "")})", "/limits/requests")];

    /// <summary>Requests that are counted; there are rarely as many.</summary>
    public const int Most = 20;
}
