using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>The row that no known model exceeds in any class: what work of an unknown model is charged at.</summary>
public static class DearestRow
{
    /// <summary>Over all models that aren't free, all tiers, at one instant; null when nothing has a price then. Walks the book: not for every request.</summary>
    public static PriceRow? Of(PriceBook book, DateTimeOffset at, bool withFast)
    {
        PriceRow? dearest = null;
        foreach (var model in book.Models)
        {
            Take(model.SheetAt(Speed.Standard, at), ref dearest);
            if (withFast) Take(model.SheetAt(Speed.Fast, at), ref dearest);
        }

        return dearest;
    }

    private static void Take(PriceSheet? sheet, ref PriceRow? dearest)
    {
        if (sheet is null) return;
        foreach (var row in sheet.Tiers)
        {
            dearest = dearest is null ? row : new PriceRow(
                0, Math.Max(dearest.Input, row.Input), Math.Max(dearest.Output, row.Output),
                Math.Max(dearest.CacheWrite5m, row.CacheWrite5m), Math.Max(dearest.CacheWrite1h, row.CacheWrite1h),
                Math.Max(dearest.CacheRead, row.CacheRead), null, row.Us.IsMoreThan(dearest.Us) ? row.Us : dearest.Us, "the dearest of every class");
        }
    }
}
