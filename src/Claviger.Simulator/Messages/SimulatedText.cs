using System.Text;

namespace Claviger.Simulator.Messages;

/// <summary>
/// Text of four characters a token, so that a reader's estimate of characters / 4 meets the true count.
/// </summary>
internal sealed class SimulatedText(ulong seed, bool unicode)
{
    private static readonly string[] Plain =
        ["the ", "key ", "cap ", "and ", "log ", "has ", "one ", "for ", "all ", "set ", "its ", "day ", "use ", "new ", "sum ", "not "];

    // Each is four UTF-16 units; two-, three- and four-byte code points are among them.
    private static readonly string[] Mixed = ["clé ", "für ", "日本、 ", "año ", "🔑! ", "ключ", "ok \n", "\"q\" "];

    private const string ToolInputHead = "{\"note\":\"";
    private const string ToolInputTail = "\"}";

    private SeededGenerator _generator = new(seed);

    public string Words(long characters)
    {
        var text = new StringBuilder((int)characters + 4);
        while (text.Length < characters)
            text.Append(unicode && _generator.Next(3) == 0 ? Mixed[_generator.Next(Mixed.Length)] : Plain[_generator.Next(Plain.Length)]);
        var cut = (int)characters;
        if (cut > 0 && cut < text.Length && char.IsLowSurrogate(text[cut])) text[cut - 1] = '.';
        return text.ToString(0, cut);
    }

    /// <summary>A JSON object of that many characters; <c>{}</c> where so few don't make one.</summary>
    public string ToolInput(long characters)
    {
        var inner = characters - ToolInputHead.Length - ToolInputTail.Length;
        if (inner < 0) return "{}";
        var words = Words(inner).Replace('"', '\'').Replace('\n', ' ');
        return ToolInputHead + words + ToolInputTail;
    }
}
