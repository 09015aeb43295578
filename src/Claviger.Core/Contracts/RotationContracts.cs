using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>What one scope says about rotation; null: as the next wider scope has it (key, workspace, organization, built in).</summary>
/// <param name="Type">rotation_policy</param>
/// <param name="ScopeId">The organization's, workspace's or key's id.</param>
/// <param name="Sink">Name of the sink new secrets are brought to; empty: none, whatever a wider scope says.</param>
public sealed record RotationPolicyView(
    string Type, [AllowedValues("organization", "workspace", "api_key")] string ScopeType, string ScopeId, int? MaxAgeDays, long? OverlapSeconds, int? AheadDays, bool? Automatic,
    bool? ExtendWhileInUse, int? HardEndDays, string? Sink);

/// <summary><c>GET /v1/organizations/rotation_policies</c>: those that are set, the widest first.</summary>
/// <param name="BuiltIn">What holds where none of them says anything.</param>
public sealed record RotationPolicyList(IReadOnlyList<RotationPolicyView> Data, EffectiveRotationPolicyView BuiltIn);

/// <summary>What holds for a key, each field from the nearest scope that says something of it.</summary>
public sealed record EffectiveRotationPolicyView(int MaxAgeDays, long OverlapSeconds, int AheadDays, bool Automatic, bool ExtendWhileInUse, int HardEndDays, string? Sink);

/// <summary><c>POST /v1/organizations/rotation_policies/{scope_id}</c>: fields that are left out stay; null takes a field back to the next wider scope.</summary>
/// <param name="MaxAgeDays">From this age on a secret is overdue; built in: 90.</param>
/// <param name="OverlapSeconds">How long the old secret works after the first use of a delivered one; built in: 7 days.</param>
/// <param name="AheadDays">So long before it is due a secret with a sink is rotated by itself; built in: 14.</param>
/// <param name="Automatic">Whether secrets with a sink are rotated by themselves; built in: true.</param>
/// <param name="ExtendWhileInUse">Whether an old secret that was used in its last day is kept for another; built in: true.</param>
/// <param name="HardEndDays">When the old secret ends after a delivery, whoever uses it; built in: 30.</param>
/// <param name="Sink">Needs the permission secret_sinks.update.</param>
public sealed record SetRotationPolicyRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Range(1, 3_650)] Settable<long?> MaxAgeDays = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Range(0, 2_592_000)] Settable<long?> OverlapSeconds = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Range(0, 365)] Settable<long?> AheadDays = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<bool?> Automatic = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<bool?> ExtendWhileInUse = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] [Range(1, 30)] Settable<long?> HardEndDays = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<string?> Sink = default);

/// <summary>A key in the calendar of rotations.</summary>
/// <param name="Type">rotation</param>
/// <param name="Status">overdue; due_soon: within the policy's ahead_days; ok; none: it has no secret</param>
/// <param name="Moved">Of a running overlap: waiting (nobody uses the new secret), both (the old one was used in the last day), moved (only the new one is used); null: none runs.</param>
/// <param name="RotatesAt">When it is rotated by itself; null: never.</param>
public sealed record RotationView(
    string Type, string ApiKeyId, string Name, string WorkspaceId, string Service, ActorRef Owner, [AllowedValues("overdue", "due_soon", "ok", "none")] string Status, DateTimeOffset? DueAt, int? DaysLeft,
    DateTimeOffset? RotatesAt, ApiKeySecretView? Current, ApiKeySecretView? Previous, [AllowedValues("waiting", "both", "moved", null)] string? Moved, EffectiveRotationPolicyView Policy, SecretDeliveryView? Delivery);

/// <summary><c>POST /v1/organizations/api_keys/{id}/deliver</c>: the body may be left out.</summary>
/// <param name="Leaked">True: every older secret ends now, before the new one is brought.</param>
[MayBeLeftOut]
public sealed record DeliverApiKeyRequest(bool? Leaked = null);

/// <summary>How the newest delivery of a key's secret stands. Never the secret.</summary>
/// <param name="Type">secret_delivery</param>
/// <param name="State">delivering; waiting: it failed and is tried again; in_doubt: it may have arrived, and is tried again; delivered</param>
/// <param name="SecretId">The secret on its way, or that arrived.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record SecretDeliveryView(
    string Type, string ApiKeyId, string Sink, [AllowedValues("delivering", "waiting", "in_doubt", "delivered")] string State, string? SecretId, int Attempts, DateTimeOffset StartedAt,
    DateTimeOffset? NextAttemptAt, string? Error);

/// <summary>A place that new secrets are brought to.</summary>
/// <param name="Type">secret_sink</param>
/// <param name="HasCredential">Whether something is sealed that lets Claviger in; it is never shown.</param>
public sealed record SecretSinkView(
    string Type, string Name, [AllowedValues("file", "command", "webhook", "vault", "kubernetes")] string Kind, SecretSinkSettings Settings, bool HasCredential, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

public sealed record SecretSinkList(IReadOnlyList<SecretSinkView> Data);

/// <summary>Where a sink puts secrets; which fields it has depends on its kind.</summary>
public sealed record SecretSinkSettings(
    string? Url = null, string? Path = null, string? Command = null, string? Field = null, string? Mount = null, string? Namespace = null, string? RoleId = null, string? AuthMount = null,
    string? SecretName = null, string? CaCertificate = null);

/// <summary><c>POST /v1/organizations/secret_sinks/{name}</c>: makes a sink or takes the place of one, credential included.</summary>
/// <param name="Path">Of a file, absolute; of Vault, below the mount. {environment}, {service}, {workspace_id} and {key_id} are filled in.</param>
/// <param name="SecretName">Of the Kubernetes Secret; placeholders as in path.</param>
/// <param name="Credential">A Vault token or AppRole's secret id, a webhook's whsec_…, a Kubernetes token. Sealed; never shown again.</param>
public sealed record PutSecretSinkRequest(
    [AllowedValues("file", "command", "webhook", "vault", "kubernetes")] string Kind, string? Url = null, string? Path = null, string? Command = null, string? Field = null, string? Mount = null,
    string? Namespace = null, string? RoleId = null, string? AuthMount = null, string? SecretName = null, string? CaCertificate = null, string? Credential = null)
{
    /// <summary>Without the credential.</summary>
    public override string ToString() => $"{Kind} sink";
}

/// <param name="Type">secret_sink_deleted</param>
public sealed record DeletedSecretSinkView(string Name, string Type);
