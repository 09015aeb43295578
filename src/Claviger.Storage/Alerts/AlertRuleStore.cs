using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Alerts;

namespace Claviger.Storage.Alerts;

/// <summary>What somebody wants to be told.</summary>
public static class AlertRuleStore
{
    private const string Columns =
        """
        id AS Id, organization_id AS OrganizationId, name AS Name, kind AS Kind, scope_type AS ScopeType, scope_id AS ScopeId, parameters AS Parameters, severity AS Severity,
        channels AS Channels, repeat_hours AS RepeatHours, enabled AS Enabled, created_at_ms AS CreatedAtMs, updated_at_ms AS UpdatedAtMs
        """;

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<AlertRule> All(Reader reader, OrganizationId organization) => reader.Query<Row>(
        $"SELECT {Columns} FROM alert_rules WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToRule()).ToList();

    public static IReadOnlyList<AlertRule> All(AdminTransaction tx, OrganizationId organization) => tx.Query<Row>(
        $"SELECT {Columns} FROM alert_rules WHERE organization_id = @organization ORDER BY number", new { organization = organization.Value }).Select(row => row.ToRule()).ToList();

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static AlertRule? Find(Reader reader, OrganizationId organization, string id) => reader.First<Row>(
        $"SELECT {Columns} FROM alert_rules WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToRule();

    public static AlertRule? Find(AdminTransaction tx, OrganizationId organization, string id) => tx.First<Row>(
        $"SELECT {Columns} FROM alert_rules WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToRule();

    public static void Add(AdminTransaction tx, AlertRule rule) => tx.Execute(
        """
        INSERT INTO alert_rules (id, organization_id, name, kind, scope_type, scope_id, parameters, severity, channels, repeat_hours, enabled, created_at_ms, updated_at_ms)
        VALUES (@id, @organization, @name, @kind, @scopeType, @scopeId, @parameters, @severity, @channels, @repeat, @enabled, @created, @updated)
        """, Args(rule));

    public static void Update(AdminTransaction tx, AlertRule rule) => tx.Execute(
        """
        UPDATE alert_rules SET name = @name, scope_type = @scopeType, scope_id = @scopeId, parameters = @parameters, severity = @severity, channels = @channels,
            repeat_hours = @repeat, enabled = @enabled, updated_at_ms = @updated WHERE id = @id
        """, Args(rule));

    public static void Delete(AdminTransaction tx, AlertRuleId id) => tx.Execute("DELETE FROM alert_rules WHERE id = @id", new { id = id.Value });

    private static object Args(AlertRule rule) => new
    {
        id = rule.Id.Value,
        organization = rule.Organization.Value,
        name = rule.Name,
        kind = rule.Kind,
        scopeType = (int)rule.ScopeType,
        scopeId = rule.ScopeId ?? "",
        parameters = JsonSerializer.Serialize(rule.Parameters),
        severity = (int)rule.Severity,
        channels = JsonSerializer.Serialize(rule.Channels.Select(channel => channel.Value)),
        repeat = rule.RepeatHours,
        enabled = rule.IsEnabled ? 1 : 0,
        created = rule.CreatedAt.ToUnixTimeMilliseconds(),
        updated = rule.UpdatedAt.ToUnixTimeMilliseconds(),
    };

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public int ScopeType { get; init; }
        public string ScopeId { get; init; } = "";
        public string Parameters { get; init; } = "{}";
        public int Severity { get; init; }
        public string Channels { get; init; } = "[]";
        public int? RepeatHours { get; init; }
        public int Enabled { get; init; }
        public long CreatedAtMs { get; init; }
        public long UpdatedAtMs { get; init; }

        public AlertRule ToRule() => new()
        {
            Id = new AlertRuleId(Id),
            Organization = new OrganizationId(OrganizationId),
            Name = Name,
            Kind = Kind,
            ScopeType = (AlertScopeType)ScopeType,
            ScopeId = ScopeId.Length == 0 ? null : ScopeId,
            Parameters = JsonSerializer.Deserialize<AlertParameters>(Parameters)!,
            Severity = (AlertSeverity)Severity,
            Channels = [.. JsonSerializer.Deserialize<List<string>>(Channels)!.Select(id => new AlertChannelId(id))],
            RepeatHours = RepeatHours,
            IsEnabled = Enabled != 0,
            CreatedAt = AlertTimes.Of(CreatedAtMs),
            UpdatedAt = AlertTimes.Of(UpdatedAtMs),
        };
    }
}
