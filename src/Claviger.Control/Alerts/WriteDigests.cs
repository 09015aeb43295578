using Claviger.Control.Checklist;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Limits;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Alerts;

namespace Claviger.Control.Alerts;

/// <summary>
/// The weekly digest: what was spent against caps, what was told, which secrets are due. On Monday at 8 in the organization's time zone, or as
/// soon after as a server runs; once a week, whatever restarts and nodes do.
/// </summary>
public sealed class WriteDigests(Database database, GatherFacts facts, PolicyHolder policy, TimeProvider clock)
{
    private const long AfterWeekStartMs = 8 * 3_600_000L;
    private const int MostLines = 50;
    private const int DueWithinDays = 14;

    private long _written = -1;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var snapshot = policy.Current;
        var week = snapshot.Calendar.SpanAt(LimitPeriod.Weekly, now.ToUnixTimeMilliseconds());
        if (week.StartMs == _written || now.ToUnixTimeMilliseconds() < week.StartMs + AfterWeekStartMs) return false;
        IReadOnlyList<AlertChannel> channels;
        using (var reader = database.Read())
            channels = [.. AlertChannelStore.All(reader, snapshot.Organization.Id).Where(channel => channel is { Digest: true, IsEnabled: true } && channel.CreatedAt.ToUnixTimeMilliseconds() < week.StartMs)];
        if (channels.Count == 0) return false;
        var message = Message(snapshot, week, now);
        var isNew = await AlertWriter.WriteDigestAsync(database, snapshot.Organization.Id, week.StartMs, [.. channels.Select(channel => (channel.Id, message))], now, ct);
        _written = week.StartMs;
        return isNew;
    }

    private AlertMessage Message(PolicySnapshot snapshot, PeriodSpan week, DateTimeOffset now)
    {
        var organization = snapshot.Organization;
        var last = snapshot.Calendar.SpanAt(LimitPeriod.Weekly, week.StartMs - 1);
        var lines = new List<string>();
        var whole = facts.Run(organization.Id, 30);
        using var reader = database.Read();
        var sum = Spend(reader, snapshot, last, lines);
        Caps(reader, snapshot, now, lines);
        Told(reader, organization.Id, last, lines);
        Due(whole, now, lines);
        return new AlertMessage(
            AlertNames.Of(AlertEvent.Digest), null, $"digest_{week.StartMs}", null, null, AlertNames.Of(AlertSeverity.Info), "organization", organization.Id.Value, organization.Name, null, null,
            $"{organization.Name}: the week from {Day(snapshot, last.StartMs)} to {Day(snapshot, last.EndMs - 1)}", $"Spent in the week: {sum}.", new Dictionary<string, string> { ["spent"] = sum.ToString() }, now, lines);
    }

    /// <summary>By UTC days, as usage is summed: where the organization's days begin otherwise, the edges of the week differ by hours.</summary>
    private static Money Spend(Reader reader, PolicySnapshot snapshot, PeriodSpan week, List<string> lines)
    {
        var first = (week.StartMs + 43_200_000) / 86_400_000;
        var spend = AlertReads.Spend(reader, byDay: true, [.. Enumerable.Range(0, 7).Select(day => first + day)]).Select(days => (Workspace: days.Key, Spent: days.Aggregate(Money.Zero, (sum, day) => sum + day.Spent))).OrderByDescending(one => one.Spent.Nanos).ToList();
        var names = snapshot.Workspaces.ToDictionary(workspace => workspace.Number, workspace => workspace.Name);
        Section(lines, "Spend by workspace", [.. spend.Where(one => one.Spent.Nanos > 0).Select(one => $"{names.GetValueOrDefault(one.Workspace, "archived")}: {one.Spent}")]);
        return spend.Aggregate(Money.Zero, (sum, one) => sum + one.Spent);
    }

    private static void Caps(Reader reader, PolicySnapshot snapshot, DateTimeOffset now, List<string> lines) => Section(lines, "Limits above half of their cap now",
        [.. GatherAlertFacts.Limits(reader, snapshot, now).Where(limit => limit.Cap is { Nanos: > 0 } cap && limit.Spent.Nanos >= cap.Nanos / 2).OrderByDescending(limit => (double)limit.Spent.Nanos / limit.Cap!.Value.Nanos)
            .Select(limit => $"{limit.Name}: {limit.Spent} of {limit.Cap} ({(Int128)limit.Spent.Nanos * 100 / limit.Cap!.Value.Nanos}%)")]);

    private static void Told(Reader reader, OrganizationId organization, PeriodSpan week, List<string> lines) => Section(lines, "Alerts of the week",
        [.. AlertStore.Since(reader, organization, DateTimeOffset.FromUnixTimeMilliseconds(week.StartMs), 1_000).Where(alert => alert.CreatedAt.ToUnixTimeMilliseconds() < week.EndMs).Reverse()
            .Select(alert => $"{AlertNames.Of(alert.Severity)}: {alert.Condition.Title}{(alert.IsOpen ? " (open)" : "")}")]);

    private static void Due(Core.Checklist.Facts.OrganizationFacts facts, DateTimeOffset now, List<string> lines) => Section(lines, $"Secrets due within {DueWithinDays} days",
        [.. facts.WorkingKeys.SelectMany(key => key.Secrets.Where(secret => secret.EndsAt is null).Select(secret => (key.Name, Due: key.DueAt(secret)))).Where(one => one.Due <= now.AddDays(DueWithinDays)).OrderBy(one => one.Due)
            .Select(one => $"{one.Name}: {one.Due.UtcDateTime:yyyy-MM-dd}{(one.Due <= now ? " (overdue)" : "")}")]);

    private static void Section(List<string> lines, string title, List<string> entries)
    {
        lines.Add("");
        lines.Add(title);
        if (entries.Count == 0) lines.Add("  none");
        lines.AddRange(entries.Take(MostLines).Select(entry => "  " + entry));
        if (entries.Count > MostLines) lines.Add($"  and {entries.Count - MostLines} more");
    }

    private static string Day(PolicySnapshot snapshot, long atMs) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(atMs), snapshot.Calendar.Zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
