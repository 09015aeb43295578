namespace Claviger.Core.Pricing;

/// <summary>One fault of a price file.</summary>
/// <param name="Path">JSON path into the file it is about: <c>$.models[3].prices[0].input</c>.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record PriceFault(string Path, string What, string Fix)
{
    public override string ToString() => $"{Path}: {What}; {Fix}";
}

/// <summary>A price book, or every fault that kept it from being one.</summary>
public sealed class PriceBookReading
{
    internal PriceBookReading(PriceBook book) => (Book, Source, Faults) = (book, "", []);

    internal PriceBookReading(string source, IReadOnlyList<PriceFault> faults) => (Source, Faults) = (source, faults);

    public PriceBook? Book { get; }

    /// <summary>The name of the file at fault.</summary>
    public string Source { get; }

    public IReadOnlyList<PriceFault> Faults { get; }

    /// <summary>All faults, one a line.</summary>
    public override string ToString() =>
        Book is not null ? $"price book {Book.Version}" : $"{Source} is not a price file:\n" + string.Join('\n', Faults.Select(f => "  " + f));
}
