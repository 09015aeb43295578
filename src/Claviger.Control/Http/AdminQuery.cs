using Claviger.Core;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Claviger.Control.Http;

/// <summary>
/// Reads query parameters; gathers the first fault. Unknown and repeated single parameters are refused, arrays come as
/// <c>name[]</c>. <c>beta</c> is what older SDKs append, and is ignored.
/// </summary>
public sealed class AdminQuery(IQueryCollection query)
{
    /// <summary>Of a list, unless its use case says otherwise.</summary>
    public const int MostValues = 100;

    private readonly HashSet<string> _known = ["beta"];

    public AdminQuery(HttpContext http)
        : this(http.Request.Query)
    {
    }

    /// <summary>Of a caller inside the program, such as a page. What is null is not asked.</summary>
    public static AdminQuery Of(params ReadOnlySpan<(string Name, string? Value)> asked)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in asked)
            if (!string.IsNullOrEmpty(value)) values[name] = values.TryGetValue(name, out var before) ? StringValues.Concat(before, value) : value;
        return new AdminQuery(new QueryCollection(values));
    }

    public Problem? Fault { get; private set; }

    public string? Text(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > 1) Blame(name, "given more than once");
        return values is [{ } text] && IsPlain(name, text) ? text : null;
    }

    public IReadOnlyList<string> List(string name, int most = MostValues)
    {
        _known.Add(name + "[]");
        var values = query[name + "[]"];
        if (values.Count > most) Blame(name + "[]", $"at most {most} values");
        return values.Where(value => value is not null && IsPlain(name + "[]", value)).Select(value => value!).ToList();
    }

    /// <summary>PostgreSQL has no text with a NUL in it: it would call the question a fault of its own, and so would the answer.</summary>
    private bool IsPlain(string name, string text)
    {
        if (!text.Contains('\0')) return true;
        Blame(name, "must not hold a NUL character");
        return false;
    }

    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is null or "false") return false;
        if (text is not "true") Blame(name, "must be true or false");
        return true;
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        var text = Text(name);
        if (text is null) return otherwise;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) && number >= least && number <= most) return number;
        Blame(name, $"must be a whole number from {least} to {most}");
        return otherwise;
    }

    public DateTimeOffset? Time(string name)
    {
        var text = Text(name);
        if (text is null) return null;
        if (UtcTimeConverter.TryParse(text, out var time)) return time;
        Blame(name, UtcTimeConverter.Takes);
        return null;
    }

    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> choices) where T : struct
    {
        var text = Text(name);
        if (text is null) return null;
        if (choices.TryGetValue(text, out var choice)) return choice;
        Blame(name, $"must be one of {string.Join(", ", choices.Keys)}");
        return null;
    }

    public void Blame(string name, string message) => Fault ??= Problem.Invalid(name, message);

    /// <summary>To be asked last: what was never asked for is unknown.</summary>
    public Problem? Finish()
    {
        foreach (var name in query.Keys)
            if (!_known.Contains(name))
                return Fault ?? Problem.Invalid(name, $"unknown parameter; this call takes {(_known.Count == 1 ? "none" : string.Join(", ", _known.Where(known => known != "beta")))}");
        return Fault;
    }
}
