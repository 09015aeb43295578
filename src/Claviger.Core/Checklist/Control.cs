using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist;

/// <summary>One item of the access-control checklist: pure, so that the same facts always give the same finding.</summary>
public abstract class Control
{
    /// <summary>For ever: waivers, history and scripts name it.</summary>
    public abstract string Id { get; }

    public abstract string Title { get; }

    /// <summary>What goes wrong without it.</summary>
    public abstract string Why { get; }

    public abstract ControlSeverity Severity { get; }

    /// <summary>The requirement that it proves.</summary>
    public abstract string Requirement { get; }

    /// <summary>Without these there is nothing to judge.</summary>
    public virtual IReadOnlyList<FactArea> Needs => [];

    public Verdict JudgeIfKnown(OrganizationFacts facts, ChecklistSettings settings)
    {
        foreach (var area in Needs)
            if (facts.Unknown.TryGetValue(area, out var why)) return Verdict.NotApplicable(why);
        return Judge(facts, settings);
    }

    protected abstract Verdict Judge(OrganizationFacts facts, ChecklistSettings settings);
}
