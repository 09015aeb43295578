using Claviger.Core.Alerts.Kinds;

namespace Claviger.Core.Alerts;

/// <summary>Every kind of rule there is, in the order of docs/guide/alerts.md, which is tested against it.</summary>
public static class AlertKindBook
{
    public static IReadOnlyList<AlertKind> All { get; } =
    [
        new SpendThreshold(), new MonthEndForecast(), new SpendAnomaly(), new UnresolvedSpend(),
        new KeyExpiry(), new SecretAge(), new SecretUndelivered(), new KeyUnused(), new KeySecondEnvironment(), new KeySecondNetwork(),
        new RefusalSpike(), new BoundViolation(), new UpstreamCredential(), new DeliveryFailure(), new ChecklistRegression(),
    ];

    public static AlertKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
