using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Claviger.Core.Contracts;

/// <summary>An entry of the audit log (Claviger's), with the fields of its stored bytes.</summary>
/// <param name="Sequence">Its number in the organization's log, from 1 without a gap.</param>
/// <param name="Type">What happened; Anthropic's activity type where the act is the same.</param>
/// <param name="Outcome">done or denied</param>
/// <param name="Detail">Values before and after; never a secret.</param>
/// <param name="Request">The call it was done by; null for the program itself and in entries of early versions.</param>
public sealed record AuditEntryView(
    long Sequence, DateTimeOffset At, string OrganizationId, string Type,
    [AllowedValues("done", "denied")] string Outcome, AuditActorView Actor, string Target, JsonElement? Detail, AuditRequestView? Request);

/// <param name="Type">admin_key, member or system</param>
public sealed record AuditActorView(string Type, string? Id);

public sealed record AuditRequestView(string Id, string? IpAddress, string? UserAgent);

/// <summary><c>GET /v1/organizations/audit_log/{sequence}</c>: an entry that proves itself.</summary>
/// <param name="Leaf">The exact bytes, base64: SHA-256 over a zero byte and them is the leaf's hash.</param>
/// <param name="Proof">Hashes from the leaf up to the root of the checkpoint (RFC 6962), base64.</param>
/// <param name="Checkpoint">The smallest signed note that covers it.</param>
public sealed record AuditProofView(AuditEntryView Entry, string Leaf, long LeafIndex, IReadOnlyList<string> Proof, long TreeSize, string Checkpoint);

/// <summary>A signed checkpoint.</summary>
public sealed record AuditCheckpointView(string Type, string Origin, long Size, string Root, DateTimeOffset SignedAt, string Checkpoint);

/// <summary><c>GET /v1/organizations/audit_log/consistency</c>: that the larger tree begins with all of the smaller one.</summary>
public sealed record AuditConsistencyView(string Type, long From, long To, IReadOnlyList<string> Proof, string FromCheckpoint, string ToCheckpoint);

/// <param name="PublicKey">As signed notes use it: name+hash+base64.</param>
public sealed record AuditPublicKeyView(string Type, string Origin, string PublicKey);

/// <summary>A recorded review (S12).</summary>
/// <param name="UpTo">Sequence of the last entry that was read.</param>
public sealed record AuditReviewView(string Id, string Type, DateTimeOffset At, long UpTo, AuditActorView Actor, string? UserId, string Note);

/// <summary><c>POST /v1/organizations/audit_log/reviews</c></summary>
/// <param name="UpTo">Left out: everything there is.</param>
public sealed record RecordAuditReviewRequest([Range(1, 9_007_199_254_740_991)] long? UpTo = null, [Length(0, 2_000)] string? Note = null);

/// <summary><c>GET /v1/organizations/audit_log/status</c></summary>
/// <param name="Entries">How many there are; <paramref name="SignedEntries"/> are covered by the newest checkpoint.</param>
/// <param name="SigningFault">Why nothing is signed; null when all is well.</param>
/// <param name="EmergencyPending">Keys that were stopped while the store took no change, and whose entries are not in the log yet.</param>
/// <param name="ReviewedUpTo">0 when nobody has recorded a review; <paramref name="ReviewAgeDays"/> is null then.</param>
public sealed record AuditStatusView(
    string Type, long Entries, long SignedEntries, DateTimeOffset? SignedAt, string? SigningFault, IReadOnlyList<AuditPlaceView> Places,
    int EmergencyPending, long ReviewedUpTo, DateTimeOffset? ReviewedAt, int? ReviewAgeDays);

/// <summary>A place outside that checkpoints are pushed to.</summary>
/// <param name="Name">file or webhook</param>
/// <param name="Size">Entries that the newest checkpoint covers which it has taken.</param>
public sealed record AuditPlaceView(
    [AllowedValues("file", "webhook")] string Name, long Size, DateTimeOffset? TakenAt, int Failures, DateTimeOffset? FailingSince, string? LastError);
