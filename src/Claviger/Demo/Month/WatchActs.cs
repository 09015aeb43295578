using Claviger.Control.AdminKeys;
using Claviger.Control.Alerts;
using Claviger.Control.Audit;
using Claviger.Control.Checklist;
using Claviger.Control.Rotation;
using Claviger.Core.Contracts;

namespace Claviger.Demo.Month;

/// <summary>What is watched, by whom, and what they did about it.</summary>
internal static class WatchActs
{
    private const string Amara = "amara.osei", Jonas = "jonas.lindqvist", Elena = "elena.petrova";

    private static readonly (string Name, string Kind, AlertParametersView? Parameters, string Severity)[] Rules =
    [
        ("Spend near a cap", "spend_threshold", new AlertParametersView(Percents: [80, 95, 100]), "warning"),
        ("A cap will be reached", "spend_threshold", new AlertParametersView(Percents: [100], Basis: "forecast"), "warning"),
        ("The month gets too dear", "month_end_forecast", null, "warning"),
        ("Unusual spend of Development", "spend_anomaly", new AlertParametersView(Factor: 6, Floor: "500"), "critical"),
        ("Secrets to rotate", "secret_age", new AlertParametersView(Days: [7]), "info"),
        ("A key strays", "key_second_environment", null, "critical"),
        ("The checklist got worse", "checklist_regression", null, "warning"),
    ];

    public static void Write(MonthDiary diary, MonthWorld world, Action<string> adminKey)
    {
        diary.On(33, 10, async () => MonthWorld.Done(await world.Service<SetRotationPolicy>().RunAsync(world.As(Jonas), "organization", new SetRotationPolicyRequest(MaxAgeDays: 90L), world.Ct)));
        diary.On(28, 10, () => RulesAsync(world));
        diary.On(40, 16, () => world.Service<RecordAuditReview>().RunAsync(world.As(Elena), new RecordAuditReviewRequest(Note: "First review: nothing unusual"), world.Ct));
        diary.On(12, 16, () => world.Service<RecordAuditReview>().RunAsync(world.As(Elena), new RecordAuditReviewRequest(Note: "Asked Jonas about the new admin service account: fine"), world.Ct));
        diary.On(20, 9, async () => adminKey(await RenewAdminKeyAsync(world)));
        diary.On(18, 9, async () => MonthWorld.Done(await world.Service<WaiveFinding>().RunAsync(
            world.As(Amara), new CreateWaiverRequest("separate-upstreams", "One contract for all environments; to be split in the new year", world.Now.AddDays(60), OwnerUserId: world.Person(Amara)), world.Ct)));
        diary.On(1, 8, () => AcknowledgeAsync(world));
    }

    private static async Task RulesAsync(MonthWorld world)
    {
        var channel = MonthWorld.Done(await world.Service<EditAlertChannel>().CreateAsync(
            world.As(Amara), new CreateAlertChannelRequest("On call (demo: kept, not sent)", "email", ["on-call@example.com", "owner"], Digest: true), world.Ct)).AlertChannel;
        foreach (var (name, kind, parameters, severity) in Rules)
            MonthWorld.Done(await world.Service<EditAlertRule>().CreateAsync(
                world.As(Amara), new CreateAlertRuleRequest(name, kind, kind == "spend_anomaly" ? new AlertScopeView("workspace", world.Workspace(PlannedWorkspace.Development)) : null, parameters, Severity: severity, ChannelIds: [channel.Id]), world.Ct));
    }

    /// <summary>The one that whoever looks at the demo gets; the install's is as old as the organization.</summary>
    private static async Task<string> RenewAdminKeyAsync(MonthWorld world)
    {
        var actor = world.As(MonthWorld.FirstAdministrator);
        var created = MonthWorld.Done(await world.Service<CreateAdminKey>().RunAsync(actor, new CreateAdminKeyRequest("demo-admin-key"), world.Ct));
        foreach (var old in world.Policy.AdminKeys.Where(key => key.Name == "first-admin-key").ToList())
            MonthWorld.Done(await world.Service<UpdateAdminKey>().RunAsync(actor, old.Id.Value, new UpdateAdminKeyRequest(Status: "archived"), world.Ct));
        return created.Secret;
    }

    /// <summary>Somebody has seen that a key strays, and done nothing yet.</summary>
    private static async Task AcknowledgeAsync(MonthWorld world)
    {
        foreach (var alert in MonthBooks.OpenAlerts(world).Where(alert => alert.Kind == "key_second_environment"))
            MonthWorld.Done(await world.Service<AcknowledgeAlert>().RunAsync(world.As(Jonas), alert.Id.Value, world.Ct));
    }
}
