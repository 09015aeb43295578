using System.Globalization;
using Claviger.Console.Parts;
using Claviger.Core;

namespace Claviger.Console.Http;

/// <summary>Numbers, money and days as people type them. Remembers the first field that can't be read.</summary>
internal sealed class FormReader(ConsoleCall call)
{
    public Problem? Fault { get; private set; }

    /// <param name="blamed">The field's name in the API, where it is another one.</param>
    /// <returns>Null: empty, or no number.</returns>
    public int? Whole(string name, string? blamed = null)
    {
        if (call.Field(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Blame(blamed ?? name, "must be a whole number");
        return null;
    }

    /// <summary>Commas, blanks or lines apart.</summary>
    public IReadOnlyList<int>? Wholes(string name, string? blamed = null)
    {
        var numbers = new List<int>();
        foreach (var text in call.Lines(name))
            if (int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
            else Blame(blamed ?? name, "must be whole numbers with commas between them");
        return numbers.Count == 0 ? null : numbers;
    }

    /// <summary>Dollars to the exact cents of the API.</summary>
    public string? Cents(string name, string? blamed = null) => call.Field(name) is { } text ? CentsOf(text, blamed ?? name) : null;

    /// <summary>Blanks or lines apart; a comma is inside a number.</summary>
    public IReadOnlyList<string>? CentsList(string name, string? blamed = null)
    {
        var amounts = (call.Field(name) ?? "").Split([' ', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries).Select(text => CentsOf(text, blamed ?? name)).OfType<string>().ToList();
        return amounts.Count == 0 ? null : amounts;
    }

    /// <summary>The end of that UTC day.</summary>
    public DateTimeOffset? EndOfDay(string name, string? blamed = null)
    {
        if (call.Field(name) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)) return day.AddDays(1);
        Blame(blamed ?? name, "must be a date, for example 2027-03-31");
        return null;
    }

    public void Blame(string field, string message) => Fault ??= Problem.Invalid(field, message);

    private string? CentsOf(string dollars, string field)
    {
        var (cents, fault) = DollarField.Read(dollars, field);
        Fault ??= fault;
        return cents;
    }
}
