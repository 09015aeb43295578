using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>Plans as they are answered and printed.</summary>
public static class PlanViews
{
    public static OrganizationPlanView Of(OrganizationPlan plan) => new("organization_plan", plan.Digest, [.. plan.Changes.Select(Of)], [.. plan.LeftAlone.Select(Of)]);

    public static PlannedChangeView Of(PlannedChange change) => new(
        PlannedNames.Of(change.Action), PlannedNames.Of(change.Noun), change.Path, change.Name, change.Parent.Length == 0 ? null : change.Parent, change.Id is { Length: > 0 } id ? id : null,
        [.. change.Fields.Select(field => new PlannedFieldView(field.Name, field.From, field.To))]);
}
