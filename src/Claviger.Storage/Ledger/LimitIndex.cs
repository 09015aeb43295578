using Claviger.Core.Limits;
using Claviger.Storage.Limits;
using Claviger.Storage.Usage;

namespace Claviger.Storage.Ledger;

/// <summary>
/// Which limits cover a row, from memory. Looked after at the beginning of each transaction: whatever an administrator changed
/// before it is seen, so that a row counts for every limit that lives when it is booked. For the journal's thread.
/// </summary>
internal sealed class LimitIndex(BookConnection connection)
{
    /// <summary>Parties remembered at once, about 100 bytes each; beyond it memory starts anew.</summary>
    private const int PartiesKept = 65_536;

    private readonly PreparedStatement _newest = connection.Prepare("SELECT version FROM limits_version WHERE one = 1");
    private readonly Dictionary<int, Entry> _limits = [];
    private readonly Dictionary<(int, int, int, int), CoveringLimit[]> _ofParties = [];
    private ILookup<(LimitScopeType, int), CoveringLimit> _ofScope = Array.Empty<CoveringLimit>().ToLookup(_ => default((LimitScopeType, int)));
    private Dictionary<string, PeriodCalendar> _calendars = [];
    private long _version = -1;

    /// <exception cref="StorageException">A time zone that this machine doesn't know: nothing may be booked into wrong periods.</exception>
    public void Refresh()
    {
        _newest.Next();
        var newest = _newest.Column(0);
        _newest.Reset();
        if (newest != _version) Load(newest);
    }

    /// <summary>Null when it is deleted, or never was.</summary>
    public CoveringLimit? Find(int number) => _limits.GetValueOrDefault(number)?.Limit;

    /// <summary>Every limit that covers what these parties spend, whatever its mode.</summary>
    public CoveringLimit[] Of(int organization, int workspace, int key, int owner)
    {
        var parties = (organization, workspace, key, owner);
        if (_ofParties.TryGetValue(parties, out var known)) return known;
        if (_ofParties.Count >= PartiesKept) _ofParties.Clear();
        IEnumerable<CoveringLimit> covering =
        [
            .. _ofScope[(LimitScopeType.Organization, organization)], .. _ofScope[(LimitScopeType.Workspace, workspace)],
            .. _ofScope[(LimitScopeType.ApiKey, key)],
        ];
        if (owner != 0) covering = [.. covering, .. _ofScope[(LimitScopeType.User, owner)], .. _ofScope[(LimitScopeType.ServiceAccount, owner)]];
        return _ofParties[parties] = [.. covering];
    }

    private void Load(long newest)
    {
        var calendars = connection.Query<(string Id, string TimeZone)>("SELECT id, time_zone FROM organizations").ToDictionary(row => row.Id, row => CalendarOf(row.TimeZone));
        var newZones = calendars.Any(pair => _calendars.GetValueOrDefault(pair.Key)?.Zone.Id != pair.Value.Zone.Id);
        _calendars = calendars;
        foreach (var row in connection.Query<OwnedRow>(
            $"SELECT {SpendLimitRow.Columns}, organization_id AS OrganizationId FROM spend_limits WHERE version > @since", new { since = newZones ? -1 : _version }).ToList())
        {
            if (row.DeletedAtMs is not null) _limits.Remove(row.Number);
            else _limits[row.Number] = new Entry(row.OrganizationId, row.ToLimit([]));
        }

        var clocks = new Dictionary<(string, LimitPeriod), PeriodClock>();
        foreach (var entry in _limits.Values)
        {
            var at = (entry.OrganizationId, entry.Row.Period);
            if (!clocks.TryGetValue(at, out var clock)) clocks[at] = clock = new PeriodClock(_calendars[entry.OrganizationId], entry.Row.Period);
            entry.Limit = new CoveringLimit(entry.Row.Number, entry.Row.Scope, clock, entry.Row.CreatedAtMs);
        }

        _ofScope = _limits.Values.Select(entry => entry.Limit!).ToLookup(limit => (limit.Scope.Type, limit.Scope.Number));
        _ofParties.Clear();
        _version = newest;
    }

    private static PeriodCalendar CalendarOf(string zone)
    {
        try
        {
            return PeriodCalendar.Of(zone);
        }
        catch (Exception error) when (error is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new StorageException($"usage books: this machine doesn't know the organization's time zone {zone}; install its time zone data", error);
        }
    }

    private sealed class Entry(string organizationId, SpendLimit row)
    {
        public string OrganizationId { get; } = organizationId;
        public SpendLimit Row { get; } = row;
        public CoveringLimit? Limit { get; set; }
    }

    private sealed record OwnedRow : SpendLimitRow
    {
        public string OrganizationId { get; init; } = "";
    }
}
