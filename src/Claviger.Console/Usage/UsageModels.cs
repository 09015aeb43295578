using Claviger.Console.Parts;
using Claviger.Control.Usage;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Console.Usage;

/// <summary>The pages Usage and Cost.</summary>
/// <param name="Room">/usage or /cost.</param>
/// <param name="Show">tokens or requests; of Cost always cost.</param>
/// <param name="Data">Null: something that was asked for is wrong, and <paramref name="Fault"/> says what.</param>
/// <param name="Forecast">Of the month, for what the page is filtered by; null: there is none.</param>
public sealed record UsageModel(
    string Room, string Show, UsageQuestion Asked, UsageBreakdown? Data, Problem? Fault, IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<string> Models, SpendForecastRow? Forecast, string? ForecastOf)
{
    public bool IsCost => Room == "/cost";

    /// <summary>The same page, otherwise; a value of "" takes it out of the address.</summary>
    public string Address(params ReadOnlySpan<(string Name, string? Value)> changed)
    {
        var query = new Dictionary<string, string?>
        {
            ["range"] = Asked.Range, ["from"] = Asked.From, ["to"] = Asked.To, ["by"] = Asked.By, ["show"] = IsCost || Show == "tokens" ? null : Show,
            ["workspace"] = Asked.Workspace, ["key"] = Asked.Key, ["model"] = Asked.Model, ["member"] = Asked.Member,
        };
        foreach (var (name, value) in changed) query[name] = value;
        if (query["range"] != "custom") query["from"] = query["to"] = null;
        return Addresses.Of(Room, [.. query.Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>Of the largest in the chart: what it shows of a group.</summary>
    public long Of(UsageFigures figures) => IsCost ? figures.Cost.Nanos : Show == "requests" ? figures.Requests : figures.Tokens;

    public string Text(long value) => IsCost ? DollarText.Brief(new Money(value)) : CountText.Brief(value);

    public string Exact(long value) => IsCost ? new Money(value).ToString() : CountText.Exact(value);

    public string Axis(long value) => IsCost ? DollarText.Axis(value) : CountText.Brief(value);
}
