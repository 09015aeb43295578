using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>One planned change, by whoever makes changes of its noun.</summary>
public sealed class ApplyChange(ApplyPlaces places, ApplyPeople people, ApplyKeys keys, ApplyRules rules)
{
    /// <summary>Null: done.</summary>
    public Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) => change.Noun switch
    {
        PlannedNoun.Organization or PlannedNoun.Tier or PlannedNoun.Environment or PlannedNoun.ChecklistSettings or PlannedNoun.Waiver => rules.RunAsync(actor, change, work, ct),
        PlannedNoun.Role or PlannedNoun.Member or PlannedNoun.Group or PlannedNoun.GroupMember or PlannedNoun.ServiceAccount or PlannedNoun.RoleAssignment => people.RunAsync(actor, change, work, ct),
        PlannedNoun.Workspace or PlannedNoun.WorkspaceMember or PlannedNoun.ServiceAccountWorkspace => places.RunAsync(actor, change, work, ct),
        PlannedNoun.Key or PlannedNoun.SpendLimit => keys.RunAsync(actor, change, work, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };
}
