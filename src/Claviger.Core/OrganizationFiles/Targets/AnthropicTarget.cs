namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>The same plan against an organization at Anthropic: what can be made there, in an order in which it may stop, and what can't.</summary>
public static class AnthropicTarget
{
    public static TargetPlan Of(OrganizationPlan plan, OrganizationState state, AnthropicCircumstances circumstances)
    {
        var rules = new AnthropicRules(state, circumstances);
        var (changes, leftAlone, impossible) = (new List<PlannedChange>(), new List<PlannedChange>(), new List<Impossible>());
        foreach (var change in plan.Changes)
        {
            if (rules.WhyNot(change) is { } never)
            {
                impossible.Add(new Impossible(change, never, IsWhole: true, rules.IsDifference(change, null)));
                continue;
            }

            var faults = change.Fields.Select(field => (Field: field, Why: rules.WhyNot(change, field))).ToList();
            foreach (var group in faults.Where(fault => fault.Why is not null).GroupBy(fault => fault.Why!))
                impossible.Add(new Impossible(change with { Fields = [.. group.Select(fault => fault.Field)] }, group.Key, IsWhole: false, group.Any(fault => rules.IsDifference(change, fault.Field.Name))));
            var possible = change with { Fields = [.. faults.Where(fault => fault.Why is null).Select(fault => fault.Field)] };
            if (IsForGood(change) && !circumstances.MayBeArchived.Contains(change.Name)) leftAlone.Add(change);
            else if (possible.Action is PlannedAction.Create or PlannedAction.Delete || possible.Fields.Count > 0) changes.Add(possible);
        }

        foreach (var end in plan.LeftAlone)
        {
            if (rules.WhyNot(end) is { } never) impossible.Add(new Impossible(end, never, IsWhole: true, rules.IsDifference(end, null)));
            else leftAlone.Add(end);
        }

        return new TargetPlan([.. changes.OrderBy(SafeOrder.Of)], leftAlone, impossible);
    }

    /// <summary>Archiving a workspace ends every key in it and can't be undone.</summary>
    public static bool IsForGood(PlannedChange change) => change is { Noun: PlannedNoun.Workspace, Action: PlannedAction.Delete };
}
