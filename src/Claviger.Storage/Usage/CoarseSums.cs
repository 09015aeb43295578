using System.Runtime.InteropServices;

namespace Claviger.Storage.Usage;

/// <summary>Sums of a batch's sums: by workspace, and by key and month. Many of a batch fall into one, so they are added up before they are written.</summary>
internal sealed class CoarseSums
{
    private readonly BookConnection _connection;
    private readonly PreparedStatement _hourly;
    private readonly PreparedStatement _daily;
    private readonly PreparedStatement _monthly;
    private readonly Dictionary<UsageSumKey, UsageSum> _hours = [];
    private readonly Dictionary<UsageSumKey, UsageSum> _days = [];
    private readonly Dictionary<UsageSumKey, UsageSum> _months = [];

    public CoarseSums(BookConnection connection)
    {
        _connection = connection;
        _hourly = connection.Prepare(SumColumns.Add("workspace_hourly", ["bucket", "workspace", "model", "variant"], SumColumns.Figures));
        _daily = connection.Prepare(SumColumns.Add("workspace_daily", ["bucket", "workspace", "model", "variant"], [.. SumColumns.Figures, .. SumColumns.Parts]));
        _monthly = connection.Prepare(SumColumns.Add("key_monthly", ["bucket", "workspace", "key", "owner", "model"], ["requests", "tokens", "cost_nanos"]));
    }

    public void Clear()
    {
        _hours.Clear();
        _days.Clear();
        _months.Clear();
    }

    public void Add(in UsageSumKey key, in UsageSum sum)
    {
        Add(_hours, key with { Key = 0, Owner = 0 }, sum);
        Add(_days, key with { Hour = key.Hour / 24, Key = 0, Owner = 0 }, sum);
        Add(_months, key with { Hour = UtcMonth.OfDay(key.Hour / 24), Variant = 0 }, sum);
    }

    /// <summary>Leaves statements queued.</summary>
    public void Write()
    {
        foreach (var (key, sum) in _hours) Queue(_hourly, key, sum, parts: false);
        foreach (var (key, sum) in _days) Queue(_daily, key, sum, parts: true);
        foreach (var (key, sum) in _months)
        {
            _monthly.Bind(1, key.Hour);
            _monthly.Bind(2, key.Workspace);
            _monthly.Bind(3, key.Key);
            _monthly.Bind(4, key.Owner);
            _monthly.Bind(5, key.Model);
            _monthly.Bind(6, sum.Requests);
            _monthly.Bind(7, sum.Input + sum.Write5m + sum.Write1h + sum.Read + sum.Output);
            _monthly.Bind(8, sum.CostNanos);
            _connection.Queue(_monthly);
        }

        Clear();
    }

    private void Queue(PreparedStatement statement, in UsageSumKey key, in UsageSum sum, bool parts)
    {
        statement.Bind(1, key.Hour);
        statement.Bind(2, key.Workspace);
        statement.Bind(3, key.Model);
        statement.Bind(4, key.Variant);
        SumColumns.Bind(statement, 5, sum, parts);
        _connection.Queue(statement);
    }

    private static void Add(Dictionary<UsageSumKey, UsageSum> sums, in UsageSumKey key, in UsageSum sum)
    {
        ref var so = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        so = so.Plus(sum);
    }
}
