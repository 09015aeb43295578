using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary>Limits and how they stand, a line each.</summary>
internal static class LimitTable
{
    /// <param name="binding">Marks the limit that refuses first; null: no such column.</param>
    public static void Print(CliRun run, IReadOnlyList<SpendLimitUseView> limits, string? binding = null, bool marks = false)
    {
        List<Column> columns =
        [
            new("SCOPE", MayShrink: true), new("PERIOD"), new("CAP", Right: true), new("SPENT", Right: true), new("HELD", Right: true, DropsAt: 3), new("LEFT", Right: true),
            new("USED", DropsAt: 5), new("MODE", DropsAt: 2), new("RESETS", DropsAt: 4),
        ];
        columns.Add(marks ? new Column("BINDS") : new Column("ID", DropsAt: 1));
        var table = new ListTable([.. columns]);
        foreach (var limit in limits)
        {
            Cell last = !marks ? Cell.Faint(limit.SpendLimitId) : limit.SpendLimitId == binding ? new Cell("yes", Tone.Strong) : Cell.Faint("-");
            table.Add(
                LimitScopeOptions.Words(limit.Scope, limit.ScopeName), limit.Period, Cap(run, limit), Spent(run, limit.Spent), Spent(run, limit.Held), Left(run, limit.Left),
                UsageBar.Of(Used(limit), Money(limit.Cap), run.Out.IsTerminal), Mode(limit), Cell.Faint(limit.ResetsAt is { } resets ? run.Times.Of(resets) : "never"), last);
        }

        table.Print(run.Out);
    }

    public static Cell Spent(CliRun run, string cents) => LimitMoney.Of(DollarText.OfCents(cents), run.Out.IsTerminal, up: true);

    public static Cell Left(CliRun run, string? cents) =>
        cents is null ? Cell.Faint("-") : new Cell(LimitMoney.Of(DollarText.OfCents(cents), run.Out.IsTerminal, up: false), cents is "0" ? Tone.Bad : Tone.Plain);

    private static Money Used(SpendLimitUseView limit) => DollarText.OfCents(limit.Spent) + DollarText.OfCents(limit.Held);

    private static Money? Money(string? cents) => cents is null ? null : DollarText.OfCents(cents);

    private static Cell Cap(CliRun run, SpendLimitUseView limit) => limit.SuspendedUntil is not null ? new Cell("suspended", Tone.Caution)
        : limit.Cap is null ? Cell.Faint("none")
        : LimitMoney.Exact(DollarText.OfCents(limit.Cap), run.Out.IsTerminal);

    private static Cell Mode(SpendLimitUseView limit) => new(limit.AtCap == "slice" ? $"{limit.Mode}, slice" : limit.Mode, limit.Mode == "hard" ? Tone.Plain : Tone.Faint);
}
