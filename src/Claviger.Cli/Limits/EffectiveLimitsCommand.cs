using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits effective</c></summary>
internal static class EffectiveLimitsCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var members = new Option<string[]>("--member") { Description = "Only this member; may be repeated", HelpName = "member" };
        var periods = new Option<string[]>("--period") { Description = "Only this period; may be repeated", HelpName = "period" };
        periods.CompletionSources.Add("daily", "weekly", "monthly", "lifetime");
        return new CliCommand("effective", "Members, their own limits and what they have spent")
        {
            Options = { members, periods },
            Remark = "Limits that members share (of keys, workspaces and the organization) are not in it: see claviger limits explain.",
            Examples = [new("Everyone who has a limit", "claviger limits effective"), new("One person's month", "claviger limits effective --member ada@example.com --period monthly")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var ids = new List<string>();
            foreach (var member in run.Value(members) ?? []) ids.Add(await MemberFinder.IdAsync(client, member));
            var rows = await client.CursorListAsync<SpendSummaryView>("spend_limits/effective", () => new Query().With("user_ids[]", ids).With("period[]", run.Value(periods) ?? []));
            if (run.IsJson) return run.PrintJson(rows);
            if (rows.Value.Count == 0)
            {
                run.Note(ids.Count == 0 && run.Value(periods) is null or [] ? "No member has a limit yet. Set one:" : "Nobody of those has such a limit. To set one:");
                run.Note("  claviger limits set --member ada@example.com --amount 100 --period monthly");
                return ExitCode.Ok;
            }

            var table = new ListTable(
                new Column("MEMBER", MayShrink: true), new Column("PERIOD"), new Column("CAP", Right: true), new Column("SPENT", Right: true), new Column("HELD", Right: true, DropsAt: 2), new Column("LEFT", Right: true),
                new Column("USED", DropsAt: 4), new Column("MODE", DropsAt: 1), new Column("RESETS", DropsAt: 3));
            foreach (var row in rows.Value)
            {
                var cap = row.Amount is null ? (Core.Money?)null : DollarText.OfCents(row.Amount);
                table.Add(
                    row.Actor.Name ?? row.Actor.EmailAddress ?? row.Actor.UserId, row.Period, cap is { } most ? LimitMoney.Exact(most, run.Out.IsTerminal) : Cell.Faint("none"), LimitTable.Spent(run, row.Spent), LimitTable.Spent(run, row.Held),
                    LimitTable.Left(run, row.Left), UsageBar.Of(DollarText.OfCents(row.Spent) + DollarText.OfCents(row.Held), cap, run.Out.IsTerminal), row.Mode,
                    Cell.Faint(row.ResetsAt is { } resets ? run.Times.Of(resets) : "never"));
            }

            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }
}
