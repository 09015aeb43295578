using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Claviger.Core.Contracts;

/// <summary>The access-control checklist, judged (Claviger's).</summary>
/// <param name="Type">checklist</param>
/// <param name="Id">Of a kept run; null: judged for this answer only.</param>
/// <param name="Source">claviger; anthropic: an organization of Anthropic's, read through its Admin API.</param>
/// <param name="Findings">One for each control, in the order of the checklist.</param>
public sealed record ChecklistView(
    string Type, string? Id, DateTimeOffset At, [AllowedValues("claviger", "anthropic")] string Source, string OrganizationId, string OrganizationName,
    ChecklistCountsView Counts, IReadOnlyList<FindingView> Findings);

/// <summary>How many findings came out how.</summary>
/// <param name="Score">Of those that apply and aren't waived, the percentage that passed; 100 when there are none.</param>
public sealed record ChecklistCountsView(int Pass, int Warn, int Fail, int Waived, int NotApplicable, int Score);

/// <summary>What one control found.</summary>
/// <param name="Why">What goes wrong without it.</param>
/// <param name="Requirement">The promise that it proves.</param>
/// <param name="Summary">One sentence with figures; why it is not applicable, if so.</param>
/// <param name="Evidence">What counts, worst first. A kept run holds 1,000 pieces at most.</param>
/// <param name="EvidenceCount">How many there were.</param>
/// <param name="WaivedEvidence">What would count, and somebody answers for. A kept run holds 1,000 pieces at most.</param>
/// <param name="WaivedCount">How many there were.</param>
/// <param name="Waivers">Those that hold.</param>
/// <param name="EndedWaivers">Those that ended: what they covered counts again.</param>
/// <param name="Fixable">Whether the server can mend it by itself, safely: <c>POST /v1/organizations/checklist/fix</c>.</param>
public sealed record FindingView(
    string ControlId, string Title, string Why, [AllowedValues("low", "medium", "high", "critical")] string Severity, string Requirement,
    [AllowedValues("pass", "warn", "fail", "waived", "not_applicable")] string Status, string Summary,
    IReadOnlyList<EvidenceView> Evidence, int EvidenceCount, IReadOnlyList<EvidenceView> WaivedEvidence, int WaivedCount,
    IReadOnlyList<WaiverView> Waivers, IReadOnlyList<WaiverView> EndedWaivers, bool Fixable)
{
    /// <summary>What a kept run did not hold, as a sentence for whoever reads its evidence; null: it holds all.</summary>
    public string? NotHeld() => EvidenceCount + WaivedCount - Evidence.Count - WaivedEvidence.Count is var left and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"and {left:N0} more, which the kept run does not hold")
        : null;
}

/// <summary>One thing that a control found fault with.</summary>
/// <param name="Level">fail or warn</param>
/// <param name="Remedy">The command or place that mends it.</param>
public sealed record EvidenceView([AllowedValues("fail", "warn")] string Level, EvidenceSubjectView Subject, string Text, string? Remedy);

/// <param name="Id">What a waiver names.</param>
public sealed record EvidenceSubjectView(string Type, string Id, string Name);

/// <summary>Somebody answers for leaving a finding as it is, until a date.</summary>
/// <param name="Type">checklist_waiver</param>
/// <param name="SubjectId">Only for this thing; null: for all that the control finds.</param>
/// <param name="OwnerUserId">Who answers for it.</param>
public sealed record WaiverView(
    string Id, string Type, string ControlId, string? SubjectId, string Reason, string OwnerUserId, DateTimeOffset EndsAt, DateTimeOffset CreatedAt);

/// <summary><c>POST /v1/organizations/checklist/waivers</c></summary>
/// <param name="OwnerUserId">Left out: whoever asks, if that is a member.</param>
/// <param name="EndsAt">Within a year.</param>
public sealed record CreateWaiverRequest(string ControlId, [Length(1, 1_000)] string Reason, DateTimeOffset EndsAt, string? SubjectId = null, string? OwnerUserId = null);

/// <param name="Type">checklist_waiver_deleted</param>
public sealed record DeletedWaiverView(string Id, string Type);

/// <summary>The figures that controls judge by.</summary>
/// <param name="Type">checklist_settings</param>
/// <param name="Environments">Each needs a workspace of its own.</param>
/// <param name="RotationDays">Oldest secret, and longest schedule.</param>
/// <param name="UnusedDays">A key that was not used for so long is unused.</param>
/// <param name="AuditReviewDays">Oldest review of the audit log.</param>
/// <param name="OffboardingDays">Oldest offboarding or drill.</param>
/// <param name="SightingDays">How far back the use of keys counts.</param>
/// <param name="MostNetworks">One program runs from at most so many networks.</param>
/// <param name="UnresolvedDays">Unresolved spend is settled within so many days.</param>
/// <param name="SeparateUpstreams">Whether each environment is to have an upstream credential of its own.</param>
public sealed record ChecklistSettingsView(
    string Type, IReadOnlyList<string> Environments, int RotationDays, int UnusedDays, int AuditReviewDays, int OffboardingDays, int SightingDays, int MostNetworks,
    int FewestAdmins, int MostAdmins, int UnresolvedDays, bool SeparateUpstreams);

/// <summary><c>POST /v1/organizations/checklist/settings</c>: omitted fields stay.</summary>
public sealed record UpdateChecklistSettingsRequest(
    [Length(1, 20)] IReadOnlyList<string>? Environments = null, [Range(1, 365)] int? RotationDays = null, [Range(1, 365)] int? UnusedDays = null,
    [Range(1, 365)] int? AuditReviewDays = null, [Range(1, 1_095)] int? OffboardingDays = null, [Range(1, 365)] int? SightingDays = null, [Range(1, 32)] int? MostNetworks = null,
    [Range(1, 20)] int? FewestAdmins = null, [Range(1, 100)] int? MostAdmins = null, [Range(1, 90)] int? UnresolvedDays = null, bool? SeparateUpstreams = null);

/// <summary>A kept run, without its findings.</summary>
/// <param name="Type">checklist_run</param>
/// <param name="Worse">Controls that pass no more, against the run before.</param>
/// <param name="Better">Controls that pass again.</param>
public sealed record ChecklistRunView(string Id, string Type, DateTimeOffset At, ChecklistCountsView Counts, IReadOnlyList<string> Worse, IReadOnlyList<string> Better);

/// <summary><c>POST /v1/organizations/checklist/fix</c></summary>
/// <param name="SubjectIds">Only these; left out: all that the control found.</param>
/// <param name="DryRun">True: only say what would be done.</param>
public sealed record FixChecklistRequest(string ControlId, [Length(1, 1_000)] IReadOnlyList<string>? SubjectIds = null, bool? DryRun = null);

/// <summary>What was mended, each by the act that a person would have done, with its own audit entry.</summary>
/// <param name="Type">checklist_fix</param>
/// <param name="Left">What was not mended, and why.</param>
public sealed record ChecklistFixView(string Type, string ControlId, bool DryRun, IReadOnlyList<FixedView> Fixed, IReadOnlyList<FixedView> Left);

public sealed record FixedView(EvidenceSubjectView Subject, string Text);
