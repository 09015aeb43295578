using Claviger.Core.Contracts;

namespace Claviger.Console.Checklist;

/// <param name="IsLive">Judged for this page; else a kept run.</param>
/// <param name="Names">Of people who answer for waivers.</param>
/// <param name="LastKept">When the newest run was kept.</param>
/// <param name="Show">Only findings of this status; null: all.</param>
public sealed record ChecklistModel(ChecklistView Checklist, bool IsLive, IReadOnlyDictionary<string, string> Names, DateTimeOffset? LastKept, string? Show);

/// <param name="Finding">Of the run that <paramref name="Run"/> names, or of the newest.</param>
public sealed record ControlModel(ChecklistView Checklist, FindingView Finding, string? Run, IReadOnlyDictionary<string, string> Names);

/// <param name="Before">The run before it; null: it is the first.</param>
public sealed record RunModel(ChecklistView Checklist, ChecklistRunView? Change, IReadOnlyDictionary<string, string> Names);

public sealed record RunListModel(CursorPage<ChecklistRunView> Page, bool IsFirstPage);

public sealed record WaiverListModel(IReadOnlyList<WaiverView> Waivers, IReadOnlyDictionary<string, string> Names);

/// <param name="Subjects">Those that can be named one by one.</param>
public sealed record WaiveModel(FindingView Finding, IReadOnlyList<EvidenceView> Subjects, WaiveSent Sent);

/// <param name="Owner">An address; null: whoever asks.</param>
public sealed record WaiveSent(string? Subject, string? Reason, string? Until, string? Owner);

/// <param name="Plan">What would be done.</param>
/// <param name="Chosen">Ids that are ticked; null: all.</param>
public sealed record FixModel(FindingView Finding, ChecklistFixView Plan, IReadOnlySet<string>? Chosen);

public sealed record FixedModel(FindingView Finding, ChecklistFixView Done);
