using System.Text;

namespace Claviger.Console.Parts;

/// <summary>Addresses whose query holds a page's state.</summary>
public static class Addresses
{
    /// <summary>Of a page in the console; what is null or empty is left out.</summary>
    public static string Of(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var text = new StringBuilder(Http.ConsolePaths.Root + path);
        var first = true;
        foreach (var (name, value) in query)
        {
            if (string.IsNullOrEmpty(value)) continue;
            text.Append(first ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            first = false;
        }

        return text.ToString();
    }
}
