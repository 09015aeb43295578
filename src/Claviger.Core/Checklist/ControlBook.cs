using Claviger.Core.Checklist.Controls;

namespace Claviger.Core.Checklist;

/// <summary>Every control, in the order of the checklist: keys and where they are, money, rotation, environments, people, proof.</summary>
public static class ControlBook
{
    public static IReadOnlyList<Control> All { get; } =
    [
        new SeparateWorkspaces(), new DefaultWorkspaceUnused(), new OneKeyPerService(), new OneServicePerKey(), new DescriptiveNames(),
        new KeySpendLimits(), new WorkspaceSpendLimits(), new OrganizationSpendLimit(), new SpendAlerts(),
        new SecretsRotated(), new RotationScheduled(), new UnusedKeys(),
        new EnvironmentsApart(), new TiersDiffer(), new SeparateUpstreams(), new ProductionNetworks(), new ProductionModels(),
        new NothingLeftBehind(), new OffboardingExercised(), new EnoughAdmins(), new AdminKeysRotated(),
        new AuditLogProven(), new AuditLogReviewed(), new SpendResolved(),
    ];

    public static Control? Find(string id) => All.FirstOrDefault(control => control.Id == id);
}
