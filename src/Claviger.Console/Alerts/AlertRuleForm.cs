using System.Globalization;
using Claviger.Console.Http;
using Claviger.Console.Keys;
using Claviger.Control.Access;
using Claviger.Control.Alerts;
using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Alerts;

/// <summary>The form of a rule: only the figures that its kind takes.</summary>
internal sealed class AlertRuleForm(EditAlertRule edit, ListAlertSettings settings, ListWorkspaces workspaces, BrowseKeys keys, BrowseMembers members, ListServiceAccounts accounts, NameThings names)
{
    public IResult Show(ConsoleCall call, AlertKind kind, AlertRuleView? rule, AlertRuleSent sent, Problem? problem = null) => call.Page<RulePage, AlertRuleModel>(
        new AlertRuleModel(
            kind, rule, sent, settings.Channels(call.Viewer.Actor, ConsoleCall.Ask()).Value?.Data ?? [], KeyPages.Places(call, workspaces), names.Run(call.Viewer.Actor, [sent.Thing])), problem);

    public static AlertRuleSent Blank(ConsoleCall call, AlertKind kind)
    {
        // From a page that offers a rule about what it shows.
        var scope = call.Query("scope") is { } asked && AlertNames.ScopeTypes.TryGetValue(asked, out var type) && kind.Scopes.Contains(type) ? asked : "organization";
        return new AlertRuleSent(null, scope, call.Query("id"), null, null, null, null, null, null, null, null, AlertNames.Of(kind.UsualSeverity), [], null, IsEnabled: true);
    }

    public static AlertRuleSent Of(AlertRuleView rule)
    {
        var figures = rule.Parameters;
        return new AlertRuleSent(
            rule.Name, rule.Scope.Type, rule.Scope.Id, Text(figures.Percents), figures.Amounts is null ? null : string.Join(' ', figures.Amounts.Select(AlertText.Dollars)), figures.Basis, Text(figures.Days),
            Text(figures.Factor), figures.Floor is null ? null : AlertText.Dollars(figures.Floor), Text(figures.Count), Text(figures.Percent), rule.Severity, rule.ChannelIds, Text(rule.RepeatHours), rule.IsEnabled);
    }

    public async Task<IResult> CreateAsync(ConsoleCall call)
    {
        if (AlertKindBook.Find(call.Field("kind") ?? "") is not { } kind) return call.Fault(Problem.NotFound("this kind of rule"));
        var (sent, scope, figures, repeat, fault) = Read(call);
        if (fault is not null) return Show(call, kind, null, sent, fault);
        var (_, problem) = await edit.CreateAsync(
            call.Viewer.Actor, new CreateAlertRuleRequest(sent.Name ?? "", kind.Name, scope, figures, sent.Severity, sent.Channels, repeat, sent.IsEnabled), call.Aborted);
        return problem is null ? ConsoleCall.Go("/alerts/rules", "rule-created") : Show(call, kind, null, sent, problem);
    }

    public async Task<IResult> UpdateAsync(ConsoleCall call, string id)
    {
        var (rule, missing) = settings.Rule(call.Viewer.Actor, id);
        if (missing is not null) return call.Fault(missing);
        if (AlertKindBook.Find(rule!.Kind) is not { } kind) return call.Fault(Problem.NotFound("this kind of rule"));
        var (sent, scope, figures, repeat, fault) = Read(call);
        if (fault is not null) return Show(call, kind, rule, sent, fault);
        var (_, problem) = await edit.UpdateAsync(
            call.Viewer.Actor, id, new UpdateAlertRuleRequest(sent.Name ?? "", scope, figures, sent.Severity, sent.Channels, new Settable<int?>(repeat), sent.IsEnabled), call.Aborted);
        return problem is null ? ConsoleCall.Go("/alerts/rules", "saved") : Show(call, kind, rule, sent, problem);
    }

    private (AlertRuleSent Sent, AlertScopeView Scope, AlertParametersView Figures, int? Repeat, Problem? Fault) Read(ConsoleCall call)
    {
        var scope = call.Field("scope") ?? "organization";
        var thing = scope == "organization" ? null : call.Field(scope);
        var sent = new AlertRuleSent(
            call.Field("name"), scope, thing, call.Field("percents"), call.Field("amounts"), call.Field("basis"), call.Field("days"), call.Field("factor"), call.Field("floor"), call.Field("count"),
            call.Field("percent"), call.Field("severity") ?? "warning", call.Values("channels"), call.Field("repeat"), call.Checked("enabled"));
        var form = new FormReader(call);
        var figures = new AlertParametersView(
            form.Wholes("percents", "parameters.percents"), form.CentsList("amounts", "parameters.amounts"), sent.Basis, form.Wholes("days", "parameters.days"), form.Whole("factor", "parameters.factor"),
            form.Cents("floor", "parameters.floor"), form.Whole("count", "parameters.count"), form.Whole("percent", "parameters.percent"));
        var repeat = form.Whole("repeat", "repeat_hours");
        var id = thing is null ? null : IdOf(call, scope, thing);
        if (scope != "organization" && id is null) form.Blame("scope.id", thing is null ? "say which one" : $"there is no {AlertText.Words(scope).ToLowerInvariant()} like this, or it is not yours to see");
        return (sent with { Thing = id ?? thing }, new AlertScopeView(scope, id), figures, repeat, form.Fault);
    }

    /// <summary>People know names and addresses, not ids.</summary>
    private string? IdOf(ConsoleCall call, string scope, string thing)
    {
        var actor = call.Viewer.Actor;
        if (scope == "api_key" && !thing.StartsWith(ApiKeyId.Prefix, StringComparison.Ordinal))
            return keys.Run(actor, thing, null, null, null, null, "name", null).Value?.Rows.FirstOrDefault(row => row.Key.Name == thing)?.Key.Id;
        if (scope != "owner" || thing.StartsWith(MemberId.Prefix, StringComparison.Ordinal) || thing.StartsWith(ServiceAccountId.Prefix, StringComparison.Ordinal)) return thing;
        return thing.Contains('@')
            ? members.ByEmail(actor, thing)?.Value
            : accounts.Run(actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data.FirstOrDefault(account => account.Name == thing)?.Id;
    }

    private static string? Text(IReadOnlyList<int>? numbers) => numbers is null ? null : string.Join(", ", numbers);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
