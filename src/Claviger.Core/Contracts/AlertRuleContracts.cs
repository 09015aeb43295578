using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Claviger.Core.Contracts;

/// <summary>What somebody wants to be told (Claviger's).</summary>
/// <param name="Type">alert_rule</param>
/// <param name="Kind">Such as spend_threshold; docs/guide/alerts.md lists them.</param>
/// <param name="RepeatHours">Told again after so many hours, while it is open and not acknowledged; null: once.</param>
public sealed record AlertRuleView(
    string Id, string Type, string Name, string Kind, AlertScopeView Scope, AlertParametersView Parameters, [AllowedValues("info", "warning", "critical")] string Severity,
    IReadOnlyList<string> ChannelIds, int? RepeatHours, bool IsEnabled, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>What a rule looks at.</summary>
/// <param name="Id">Of the workspace, key, member, service account or spend limit; null: of the organization.</param>
public sealed record AlertScopeView([AllowedValues("organization", "workspace", "api_key", "owner", "spend_limit")] string Type, string? Id = null);

/// <summary>The figures of a rule. Each kind takes some of them; null: the kind's default.</summary>
/// <param name="Percents">Of a cap.</param>
/// <param name="Amounts">Cents as decimal strings.</param>
/// <param name="Basis">posted or forecast.</param>
/// <param name="Days">Days ahead, or since.</param>
/// <param name="Factor">How many times the usual spread.</param>
/// <param name="Floor">Cents as a decimal string: less is never worth an alert.</param>
/// <param name="Count">So many of them.</param>
/// <param name="Percent">So large a part of all.</param>
public sealed record AlertParametersView(
    [Length(0, 20)] IReadOnlyList<int>? Percents = null, [Length(0, 20)] IReadOnlyList<string>? Amounts = null, [AllowedValues("posted", "forecast")] string? Basis = null,
    [Length(1, 20)] IReadOnlyList<int>? Days = null, [Range(2, 100)] int? Factor = null, string? Floor = null, [Range(1, 1_000_000)] int? Count = null, [Range(1, 100)] int? Percent = null);

/// <summary><c>POST /v1/organizations/alert_rules</c></summary>
/// <param name="Name">Unique in the organization.</param>
/// <param name="Scope">Left out: the organization.</param>
/// <param name="Severity">Left out: the kind's own.</param>
public sealed record CreateAlertRuleRequest(
    [Length(1, 100)] string Name, string Kind, AlertScopeView? Scope = null, AlertParametersView? Parameters = null, [AllowedValues("info", "warning", "critical")] string? Severity = null,
    [Length(0, 50)] IReadOnlyList<string>? ChannelIds = null, [Range(1, 720)] int? RepeatHours = null, bool? IsEnabled = null);

/// <summary><c>POST /v1/organizations/alert_rules/{id}</c>: omitted fields stay; the kind stays for good.</summary>
/// <param name="Parameters">In place of all that there were.</param>
/// <param name="RepeatHours">From 1 to 720; null: once.</param>
public sealed record UpdateAlertRuleRequest(
    [Length(1, 100)] string? Name = null, AlertScopeView? Scope = null, AlertParametersView? Parameters = null, [AllowedValues("info", "warning", "critical")] string? Severity = null,
    [Length(0, 50)] IReadOnlyList<string>? ChannelIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Settable<int?> RepeatHours = default, bool? IsEnabled = null);

/// <param name="Type">alert_rule_deleted</param>
public sealed record DeletedAlertRuleView(string Id, string Type);

/// <summary>Channels that hear of one workspace, beside those of the rules.</summary>
/// <param name="Type">alert_route</param>
public sealed record AlertRouteView(string Type, string WorkspaceId, IReadOnlyList<string> ChannelIds);

/// <summary><c>POST /v1/organizations/alert_routes/{workspace_id}</c></summary>
/// <param name="ChannelIds">In place of those that there were; empty: no route.</param>
public sealed record SetAlertRouteRequest([Length(0, 50)] IReadOnlyList<string> ChannelIds);
