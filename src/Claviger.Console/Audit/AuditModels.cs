using Claviger.Control.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Console.Audit;

/// <summary>A filter as it was typed.</summary>
/// <param name="Kind">A type of entry, or a subject: one of <see cref="AuditKinds.Groups"/>.</param>
/// <param name="Actor">An id or an address.</param>
/// <param name="Target">An id or an address.</param>
/// <param name="From">A day in the viewer's zone, as <paramref name="To"/>; both are included.</param>
public sealed record AuditAsked(string? Kind, string? Actor, string? Target, string? Outcome, string? From, string? To)
{
    public bool IsAny => (Kind ?? Actor ?? Target ?? Outcome ?? From ?? To) is not null;
}

/// <param name="Status">How far the log is signed and reviewed.</param>
public sealed record AuditListModel(CursorPage<AuditEntryView>? Page, IReadOnlyDictionary<string, string> Names, AuditAsked Asked, AuditStatusView Status, bool IsFirstPage);

/// <param name="Last">Number of the newest entry.</param>
public sealed record AuditEntryModel(AuditEntryChecked Entry, IReadOnlyDictionary<string, string> Names, long Last);

/// <param name="Stretch">Null: nothing was checked yet.</param>
public sealed record AuditVerifyModel(AuditStatusView Status, string? From, AuditStretchChecked? Stretch, string? KeptText, KeptVerdict? Kept);

public sealed record AuditReviewsModel(AuditStatusView Status, CursorPage<AuditReviewView> Page, IReadOnlyDictionary<string, string> Names, string? UpTo, string? Note, bool IsFirstPage);

/// <param name="Checkpoint">The newest.</param>
public sealed record AuditExportModel(AuditStatusView Status, AuditPublicKeyView? Key, AuditCheckpointView? Checkpoint, string? Form, string? From, string? Since);
