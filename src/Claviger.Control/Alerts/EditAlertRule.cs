using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Alerts;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Alerts;
using Claviger.Storage.Keys;
using Claviger.Storage.Limits;
using Claviger.Storage.Members;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Alerts;

/// <summary>Makes, changes and deletes rules.</summary>
public sealed class EditAlertRule(Database database, TimeProvider clock)
{
    public const int MostRules = 500;
    private const int MostChannels = 50;

    public async Task<Outcome<AlertRuleView>> CreateAsync(Actor actor, CreateAlertRuleRequest request, CancellationToken ct)
    {
        if (AlertChannelFields.InName(request.Name) is { } name) return name;
        if (AlertKindBook.Find(request.Kind) is not { } kind) return Problem.Invalid("kind", $"no such kind; known are {string.Join(", ", AlertKindBook.All.Select(known => known.Name))}");
        var parameters = AlertRuleFields.Of(request.Parameters);
        if ((AlertRuleFields.InSeverity(request.Severity) ?? AlertRuleFields.InScope(kind, request.Scope) ?? AlertRuleFields.InParameters(kind, parameters)
            ?? AlertRuleFields.InRepeat(request.RepeatHours) ?? InCount(request.ChannelIds)) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertRuleCreated, request.Name, Permission.AlertsManage);
        var all = AlertRuleStore.All(tx, actor.Organization);
        if (all.Count >= MostRules) return new Problem(ProblemKind.InvalidRequest, $"at most {MostRules} rules: delete one first");
        if (all.Any(other => other.Name == request.Name)) return Taken(request.Name);
        var now = clock.GetUtcNow();
        var rule = new AlertRule
        {
            Id = AlertRuleId.New(), Organization = actor.Organization, Name = request.Name, Kind = kind.Name, ScopeType = request.Scope is { } scope ? AlertNames.ScopeTypes[scope.Type] : AlertScopeType.Organization,
            ScopeId = request.Scope?.Id, Parameters = parameters, Severity = request.Severity is { } severity ? AlertNames.Severities[severity] : kind.UsualSeverity,
            Channels = [.. (request.ChannelIds ?? []).Distinct().Select(id => new AlertChannelId(id))], RepeatHours = request.RepeatHours, IsEnabled = request.IsEnabled ?? true, CreatedAt = now, UpdatedAt = now,
        };
        if (Missing(tx, rule) is { } missing) return missing;
        tx.Record(Add(tx, actor, rule));
        return AlertViews.Of(rule);
    }

    public async Task<Outcome<AlertRuleView>> UpdateAsync(Actor actor, string id, UpdateAlertRuleRequest request, CancellationToken ct)
    {
        if (request.Name is { } name && AlertChannelFields.InName(name) is { } inName) return inName;
        if ((AlertRuleFields.InSeverity(request.Severity) ?? AlertRuleFields.InRepeat(request.RepeatHours.Value) ?? InCount(request.ChannelIds)) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertRuleUpdated, id, Permission.AlertsManage);
        if (AlertRuleStore.Find(tx, actor.Organization, id) is not { } rule) return NotFound;
        var parameters = request.Parameters is null ? rule.Parameters : AlertRuleFields.Of(request.Parameters);
        if (AlertKindBook.Find(rule.Kind) is { } kind && (AlertRuleFields.InScope(kind, request.Scope) ?? AlertRuleFields.InParameters(kind, parameters)) is { } inKind) return inKind;
        if (request.Name is { } other && AlertRuleStore.All(tx, actor.Organization).Any(one => one.Name == other && one.Id != rule.Id)) return Taken(other);
        var changed = rule with
        {
            Name = request.Name ?? rule.Name, ScopeType = request.Scope is { } scope ? AlertNames.ScopeTypes[scope.Type] : rule.ScopeType, ScopeId = request.Scope is null ? rule.ScopeId : request.Scope.Id,
            Parameters = parameters, Severity = request.Severity is { } severity ? AlertNames.Severities[severity] : rule.Severity,
            Channels = request.ChannelIds is null ? rule.Channels : [.. request.ChannelIds.Distinct().Select(channel => new AlertChannelId(channel))],
            RepeatHours = request.RepeatHours.Or(rule.RepeatHours), IsEnabled = request.IsEnabled ?? rule.IsEnabled,
        };
        if (Missing(tx, changed) is { } missing) return missing;
        if (Same(rule, changed)) return AlertViews.Of(rule); // nothing changes: no event
        changed = changed with { UpdatedAt = clock.GetUtcNow() };
        tx.Record(Change(tx, actor, rule, changed));
        return AlertViews.Of(changed);
    }

    public async Task<Outcome<DeletedAlertRuleView>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.AlertsManage)) return Denial.Of(tx, actor, AuditKind.AlertRuleDeleted, id, Permission.AlertsManage);
        if (AlertRuleStore.Find(tx, actor.Organization, id) is not { } rule) return NotFound;
        tx.Record(Remove(tx, actor, rule));
        return new DeletedAlertRuleView(id, "alert_rule_deleted");
    }

    /// <summary>For acts that make rules among other things.</summary>
    internal static AuditEntry Add(AdminTransaction tx, Actor actor, AlertRule rule)
    {
        AlertRuleStore.Add(tx, rule);
        return actor.Did(AuditKind.AlertRuleCreated, rule.Id.Value, AuditDetail.Of(("name", rule.Name), ("after", FieldsOf(rule))));
    }

    internal static AuditEntry Change(AdminTransaction tx, Actor actor, AlertRule before, AlertRule after)
    {
        AlertRuleStore.Update(tx, after);
        return actor.Did(AuditKind.AlertRuleUpdated, after.Id.Value, AuditDetail.Of(("before", FieldsOf(before)), ("after", FieldsOf(after))));
    }

    internal static AuditEntry Remove(AdminTransaction tx, Actor actor, AlertRule rule)
    {
        AlertRuleStore.Delete(tx, rule.Id);
        return actor.Did(AuditKind.AlertRuleDeleted, rule.Id.Value, AuditDetail.Of(("name", rule.Name), ("kind", rule.Kind)));
    }

    /// <summary>What a rule names and the organization doesn't have.</summary>
    internal static Problem? Missing(AdminTransaction tx, AlertRule rule)
    {
        var channels = AlertChannelStore.All(tx, rule.Organization).Select(channel => channel.Id).ToHashSet();
        if (rule.Channels.FirstOrDefault(channel => !channels.Contains(channel)) is { Value: { } unknown }) return Problem.Invalid("channel_ids", $"no channel {Short(unknown)}; GET /v1/organizations/alert_channels lists them");
        var id = rule.ScopeId ?? "";
        var isThere = rule.ScopeType switch
        {
            AlertScopeType.Workspace => WorkspaceStore.Find(tx, rule.Organization, id) is not null,
            AlertScopeType.ApiKey => KeyStore.Find(tx, rule.Organization, id) is not null,
            AlertScopeType.Owner => MemberStore.Find(tx, rule.Organization, id) is not null || ServiceAccountStore.Find(tx, rule.Organization, id) is not null,
            AlertScopeType.SpendLimit => SpendLimitStore.Find(tx, rule.Organization, id) is not null,
            _ => true,
        };
        return isThere ? null : Problem.Invalid("scope.id", $"there is no such {AlertNames.Of(rule.ScopeType)}");
    }

    internal static bool Same(AlertRule a, AlertRule b) => a.Name == b.Name && System.Text.Json.JsonSerializer.Serialize(FieldsOf(a)) == System.Text.Json.JsonSerializer.Serialize(FieldsOf(b));

    internal static Problem NotFound => Problem.NotFound("alert rule");

    internal static string Short(string id) => id.Length <= 64 ? id : id[..64] + "…";

    internal static Problem? InCount(IReadOnlyList<string>? channels) => channels is { Count: > MostChannels } ? Problem.Invalid("channel_ids", $"at most {MostChannels} channels") : null;

    private static object FieldsOf(AlertRule rule) => new
    {
        name = rule.Name, kind = rule.Kind, scope_type = AlertNames.Of(rule.ScopeType), scope_id = rule.ScopeId, parameters = rule.Parameters, severity = AlertNames.Of(rule.Severity),
        channel_ids = rule.Channels.Select(channel => channel.Value), repeat_hours = rule.RepeatHours, is_enabled = rule.IsEnabled,
    };

    private static Problem Taken(string name) => Problem.Conflict("name", $"'{name}' is the name of another rule: choose a different one", "alert_rule_name_taken");
}
