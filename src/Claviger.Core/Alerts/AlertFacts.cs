using Claviger.Core.Checklist.Facts;
using Claviger.Core.Limits;

namespace Claviger.Core.Alerts;

/// <summary>Everything that rules look at, read once, then judged without another question. What no rule needs is empty.</summary>
public sealed record AlertFacts
{
    public required DateTimeOffset At { get; init; }
    public required string OrganizationId { get; init; }
    public required string OrganizationName { get; init; }
    public required PeriodCalendar Calendar { get; init; }
    public IReadOnlyList<LimitStandingFact> Limits { get; init; } = [];
    public OrganizationFacts? Organization { get; init; }
    public IReadOnlyList<WorkspaceSpendFact> Spend { get; init; } = [];
    public RecentRequestsFact Requests { get; init; } = new(0, 0, 0, 0, 0);
    public IReadOnlyList<AlertChannel> Channels { get; init; } = [];
    public IReadOnlyList<ChecklistTurnFact> ChecklistTurns { get; init; } = [];

    public AlertSubject Whole => new("organization", OrganizationId, OrganizationName);

    /// <summary>The local date on which the day of <see cref="At"/> began.</summary>
    public string Today => DayOf(Calendar.SpanAt(LimitPeriod.Daily, At.ToUnixTimeMilliseconds()).StartMs);

    /// <summary>The hour of <see cref="At"/>, UTC.</summary>
    public string ThisHour => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public string DayOf(long startMs) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(startMs), Calendar.Zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
