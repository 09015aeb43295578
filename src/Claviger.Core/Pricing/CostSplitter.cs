using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>
/// A booked cost, split by class at the prices of the instant it was admitted at. Each class is rounded down; what the request's rounding
/// up left over goes to its dearest class. What the prices don't explain is left out: another model did part of the work, or a bound was booked.
/// </summary>
/// <param name="numbers">The store's number of each model id.</param>
public sealed class CostSplitter(PriceBook book, IReadOnlyDictionary<string, int> numbers)
{
    /// <summary>A request rounds up once, or once an iteration; each class rounds down by less than one.</summary>
    private const long MostRounding = 64;

    private readonly ModelEntry?[] _models = ByNumber(book, numbers);

    public CostParts Split(in UsageRecord record)
    {
        // Elsewhere tokens are a bound too, or nobody saw them.
        if (record.Outcome is not (UsageOutcome.Completed or UsageOutcome.BatchLine) || record.Cost <= Money.Zero) return default;
        if ((uint)record.Model >= (uint)_models.Length || _models[record.Model] is not { } model) return default;
        if (!Pricer.TryParts(book, model, record.Tokens, DateTimeOffset.FromUnixTimeMilliseconds(record.AtMs), out var parts)) return default;
        var rest = (Int128)record.Cost.Nanos - parts.Sum;
        if (rest < 0) return default;
        return rest <= MostRounding ? parts.PlusForLargest((long)rest) : parts;
    }

    private static ModelEntry?[] ByNumber(PriceBook book, IReadOnlyDictionary<string, int> numbers)
    {
        var models = new ModelEntry?[numbers.Count == 0 ? 0 : numbers.Values.Max() + 1];
        foreach (var model in book.Models)
            if (numbers.TryGetValue(model.Id, out var number)) models[number] = model;
        return models;
    }
}
