using System.Globalization;
using Claviger.Console.Http;

namespace Claviger.Console.Parts;

/// <summary>A date field of a filter: a day where the viewer is.</summary>
internal static class LocalDay
{
    /// <param name="plus">Days after it.</param>
    /// <param name="instant">When that day begins, as use cases take it; null: nothing was asked.</param>
    /// <returns>False: it is no date.</returns>
    public static bool TryRead(string? text, Viewer viewer, int plus, out string? instant)
    {
        instant = null;
        if (text is null) return true;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2200) return false;
        day = day.AddDays(plus);
        // Where summer time begins at midnight, that day begins an hour later.
        while (viewer.Zone.IsInvalidTime(day)) day = day.AddMinutes(30);
        instant = new DateTimeOffset(day, viewer.Zone.GetUtcOffset(day)).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return true;
    }
}
