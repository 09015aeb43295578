namespace Claviger.Core.Checklist;

/// <summary>Somebody answers for leaving a finding as it is, until a date.</summary>
/// <param name="SubjectId">Only for this thing; null: for all that the control finds.</param>
/// <param name="Owner">The member who answers for it.</param>
public sealed record Waiver(
    WaiverId Id, string ControlId, string? SubjectId, string Reason, MemberId Owner, DateTimeOffset EndsAt, DateTimeOffset CreatedAt)
{
    /// <summary>It stops at the instant it ends.</summary>
    public bool HoldsAt(DateTimeOffset now) => now < EndsAt;

    public bool Covers(string control, Evidence evidence) => control == ControlId && (SubjectId is null || SubjectId == evidence.SubjectId);
}
