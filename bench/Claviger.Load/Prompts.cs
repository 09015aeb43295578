using System.Globalization;
using System.Text;

namespace Claviger.Load;

/// <summary>The request bodies of a run, as files: wrk and the streams send the same bytes.</summary>
internal static class Prompts
{
    private const string Line = "The gateway takes a hold, \"forwards\" the bytes and posts the true cost.\n";

    public static int Write(Options options)
    {
        var folder = options["folder"];
        var deltas = options["deltas"];
        var pace = options["event-delay-ms"];
        File.WriteAllText(Path.Combine(folder, "small.json"), Body("in=500; out=150; size=500", 1, 1_900, stream: false));
        File.WriteAllText(Path.Combine(folder, "large.json"), Body("in=48000; out=150; size=500", 40, 5_000, stream: false));
        File.WriteAllText(Path.Combine(folder, "stream.json"), Body($"in=500; out=640; deltas={deltas}; event-delay-ms={pace}; stamp", 1, 1_900, stream: true));
        return 0;
    }

    /// <summary>A conversation of so many messages; lines and quotes are escaped as clients escape them, which is what makes long bodies slow to scan.</summary>
    private static string Body(string script, int messages, int textBytes, bool stream)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""{"model":"claude-opus-5","max_tokens":1024,"stream":{{(stream ? "true" : "false")}},"metadata":{"user_id":"sim:{{script}}"},"messages":[""");
        for (var i = 0; i < messages; i++)
        {
            if (i > 0) body.Append(',');
            body.Append(CultureInfo.InvariantCulture, $$"""{"role":"{{(i % 2 == 0 ? "user" : "assistant")}}","content":[{"type":"text","text":""");
            body.Append('"').Append(Text(textBytes)).Append("\"}]}");
        }

        return body.Append("]}").ToString();
    }

    private static string Text(int bytes)
    {
        var escaped = Line.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        var text = new StringBuilder();
        while (text.Length < bytes) text.Append(escaped);
        return text.ToString();
    }
}
