using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Claviger.Cli.OrganizationFiles;

/// <summary>A tree as YAML that <see cref="YamlTree"/> reads back to the same: two blanks a level, text in quotes where it must be.</summary>
internal static class YamlText
{
    public static string Of(JsonElement root)
    {
        var text = new StringBuilder();
        Mapping(text, root, 0);
        return text.ToString();
    }

    private static void Mapping(StringBuilder text, JsonElement mapping, int depth)
    {
        foreach (var entry in mapping.EnumerateObject())
        {
            text.Append(' ', depth * 2).Append(Word(entry.Name)).Append(':');
            Value(text, entry.Value, depth);
            if (depth == 0) text.Append('\n');
        }
    }

    private static void Value(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                text.Append('\n');
                Mapping(text, value, depth + 1);
                break;
            case JsonValueKind.Object:
                text.Append(" {}\n");
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind != JsonValueKind.Object):
                text.Append(" [").AppendJoin(", ", value.EnumerateArray().Select(Scalar)).Append("]\n");
                break;
            case JsonValueKind.Array:
                text.Append('\n');
                foreach (var item in value.EnumerateArray())
                {
                    var inner = new StringBuilder();
                    Mapping(inner, item, depth + 2);
                    text.Append(' ', (depth + 1) * 2).Append("- ").Append(inner.ToString().AsSpan((depth + 2) * 2));
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Word(value.GetString()!),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private static string Word(string text) => IsPlain(text) ? text : JsonSerializer.Serialize(text, Quoted);

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Letters and digits with what can't begin or end anything in YAML; nothing that reads as a number, a truth or nothing.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '$' or '/') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+' or '$' or ' ') && text[^1] != ' '
        && text is not ("true" or "false" or "null" or "True" or "False" or "Null" or "TRUE" or "FALSE" or "NULL" or "yes" or "no" or "on" or "off")
        && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
