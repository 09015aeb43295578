namespace Claviger.Core.Checklist;

/// <summary>What a control found, after waivers.</summary>
/// <param name="Evidence">What counts; worst first.</param>
/// <param name="Waived">What would count and is waived.</param>
/// <param name="Waivers">Those that hold for this control, used or not.</param>
/// <param name="EndedWaivers">Those of this control that ended: what they covered counts again.</param>
public sealed record Finding(
    Control Control, FindingStatus Status, string Summary, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Evidence> Waived,
    IReadOnlyList<Waiver> Waivers, IReadOnlyList<Waiver> EndedWaivers);
