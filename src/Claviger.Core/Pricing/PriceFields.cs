using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Claviger.Core.Pricing;

/// <summary>
/// The properties of one JSON object of a price file, taken by name. Faults are noted, not thrown, so that one reading
/// lists them all; what nobody took is unknown and a fault too.
/// </summary>
internal sealed class PriceFields
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<PriceFault> _faults;

    public PriceFields(JsonElement element, string path, List<PriceFault> faults)
    {
        Path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault("", "not an object", "write { … }");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_left.TryAdd(property.Name, property.Value)) Fault(property.Name, "given twice", "keep one of the two");
        }
    }

    public string Path { get; }

    public void Fault(string name, string what, string fix) =>
        _faults.Add(new PriceFault(name.Length == 0 ? Path : $"{Path}.{name}", what, fix));

    public bool Has(string name) => _left.ContainsKey(name);

    public void Require(string name, string fix)
    {
        if (!Has(name)) Fault(name, "missing", fix);
    }

    public string? Text(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 1_000 } text) return text;
        Fault(name, "not a text", "write 1 to 1,000 characters in quotes");
        return null;
    }

    /// <summary>An id that requests may name: printable ASCII without spaces, so that UTF-8 look-up compares bytes.</summary>
    public string? Name(string name) => Text(name) is { } text && IsName(name, text) ? text : null;

    public ImmutableArray<string>? Names(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, "not a list", "write [ \"…\" ]");
            return null;
        }

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
            if (!IsName($"{name}[{i}]", text)) continue;
            if (names.Contains(text)) Fault($"{name}[{i}]", $"\"{text}\" given twice", "keep one of the two");
            else names.Add(text);
        }

        return names.ToImmutable();
    }

    public bool? Flag(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault(name, "neither true nor false", "write true or false");
        return null;
    }

    public long? Count(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is > 0 and <= 1_000_000_000_000) return count;
        Fault(name, "not a count", "write a whole number from 1 to 10^12");
        return null;
    }

    /// <summary>USD as a decimal text or number, in nano-dollars.</summary>
    public long? Price(string name)
    {
        if (!Take(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(), // never through a double
            _ => "",
        };
        var wrong = PriceText.Parse(text, out var nanos);
        if (wrong is null) return nanos;
        Fault(name, wrong, "write USD with at most nine decimals, without exponent, such as \"12.50\"");
        return null;
    }

    public Ratio? Factor(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && Ratio.TryParse(value.GetString(), out var ratio)) return ratio;
        Fault(name, "not a ratio", "write two whole numbers from 1 to 1,000, such as \"11/10\"");
        return null;
    }

    public DateOnly? Date(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fault(name, "not a date", "write \"2026-11-23\"");
        return null;
    }

    /// <summary>A date (its first instant, UTC) or a UTC instant.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (!Take(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(value.GetString(), ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)) return instant;
        Fault(name, "not a date", "write \"2026-11-23\" (from 00:00 UTC) or \"2026-11-23T17:00:00Z\"");
        return null;
    }

    public T? Choice<T>(string name, params ReadOnlySpan<(string Text, T Value)> choices) where T : struct
    {
        if (!Take(name, out var value)) return null;
        foreach (var (text, choice) in choices)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(text)) return choice;
        }

        var all = new List<string>();
        foreach (var (text, _) in choices) all.Add($"\"{text}\"");
        Fault(name, "not a known value", $"write {string.Join(" or ", all)}");
        return null;
    }

    public bool IsText(string name, string text) =>
        _left.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text) && _left.Remove(name) && _known.Add(name);

    public PriceFields? Object(string name) => Take(name, out var value) ? new PriceFields(value, $"{Path}.{name}", _faults) : null;

    public IEnumerable<PriceFields> Objects(string name)
    {
        if (!Take(name, out var value)) yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, "not a list", "write [ { … } ]");
            yield break;
        }

        var i = 0;
        foreach (var item in value.EnumerateArray()) yield return new PriceFields(item, $"{Path}.{name}[{i++}]", _faults);
    }

    /// <summary>Called when everything known was taken.</summary>
    public void RefuseOthers()
    {
        foreach (var name in _left.Keys) Fault(name, "unknown property", $"take it out, or use one of: {string.Join(", ", _known)}");
    }

    private bool Take(string name, out JsonElement value)
    {
        _known.Add(name);
        return _left.Remove(name, out value);
    }

    private bool IsName(string name, string text)
    {
        if (text.Length is > 0 and <= PriceBook.LongestName && !text.AsSpan().ContainsAnyExceptInRange('!', '~')) return true;
        Fault(name, "not a name", $"write 1 to {PriceBook.LongestName} visible ASCII characters in quotes");
        return false;
    }
}
