using System.Globalization;
using Claviger.Control.Http;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Models;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Usage;

/// <summary>Anthropic's report on Claude Code, as far as a gateway can know it: sessions, tokens and cost. What happens on a developer's machine is 0.</summary>
public sealed class ReportClaudeCode(Database database)
{
    private const int DefaultLimit = 20, MostLimit = 1_000;

    private static readonly ClaudeCodeToolView NotObserved = new(0, 0);

    internal static Parameter[] Parameters { get; } =
    [
        Parameter.Text("starting_at", "One UTC day, like 2026-11-01.").Needed(), Parameter.Number("limit", DefaultLimit, DefaultLimit, MostLimit),
        Parameter.Text("page", "The next page: next_page as it came, with the same parameters."),
    ];

    internal Outcome<MorePage<ClaudeCodeView>> Run(Actor actor, AdminQuery query)
    {
        var text = query.Text("starting_at");
        var limit = query.Number("limit", DefaultLimit, DefaultLimit, MostLimit);
        var paging = CursorPaging.Read(query, "claude_code", text) with { Limit = limit };
        paging.AfterNumber(query);
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1970;
        if (!isDay) query.Blame("starting_at", "required: one UTC day, for example 2026-11-01");
        if (query.Finish() is { } fault) return fault;
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);

        using var reader = database.Read();
        var workspaces = actor.May(Permission.UsageRead)
            ? null
            : WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true)
                .Where(workspace => actor.MayIn(Permission.UsageRead, workspace.Id)).Select(workspace => workspace.Number).ToList();
        var midnight = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        var day = midnight.ToUnixTimeMilliseconds() / 86_400_000;
        var rows = ClaudeCodeStore.Read(reader, day, workspaces);
        var sessions = ClaudeCodeStore.Sessions(reader, day, workspaces);
        var models = ModelStore.Names(reader);
        return MorePage<ClaudeCodeView>.Of(paging.Cut(rows.GroupBy(row => row.Actor, StringComparer.Ordinal).Select(ViewOf).ToList()));

        ClaudeCodeView ViewOf(IGrouping<string, ClaudeCodeRow> rows)
        {
            var who = rows.First();
            return new ClaudeCodeView(
                midnight, actor.Organization.Value,
                who.MemberId is null ? new ClaudeCodeActorView("api_actor", ApiKeyName: who.KeyName) : new ClaudeCodeActorView("user_actor", EmailAddress: who.Email),
                "api", SubscriptionType: null, "unknown", IsRemote: false,
                new ClaudeCodeMetricsView(sessions.GetValueOrDefault(rows.Key), new ClaudeCodeLinesView(0, 0), 0, 0),
                new ClaudeCodeToolsView(NotObserved, NotObserved, NotObserved, NotObserved),
                rows.Select(row => new ClaudeCodeModelView(
                    models.GetValueOrDefault(row.Model), new ClaudeCodeTokensView(row.Input, row.Output, row.CacheRead, row.CacheWrite),
                    new ClaudeCodeCostView((decimal)row.CostNanos / Money.NanosPerCent, SpendLimitViews.Currency))).ToList());
        }
    }
}
