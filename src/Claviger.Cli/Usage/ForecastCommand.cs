using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Limits;
using Claviger.Cli.Output;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger forecast</c></summary>
internal static class ForecastCommand
{
    private static readonly (string Word, string[] Types)[] Bys = [("workspace", ["organization", "workspace"]), ("key", ["api_key"]), ("member", ["user", "service_account"])];

    public static Command Build(CliEnvironment environment)
    {
        var by = new Option<string>("--by") { Description = "workspace, key or member (default: workspace, with the organization)", HelpName = "what" };
        var csv = new Option<bool>("--csv") { Description = "Print it as CSV, with ids and exact dollars" };
        by.CompletionSources.Add([.. Bys.Select(b => b.Word)]);
        return new CliCommand("forecast", "What this month will have cost at its end, and which caps it will meet")
        {
            Group = CommandGroup.Organization,
            Options = { by, csv },
            Remark = "What is spent, and for what is left of the month the mean of the last seven full days (UTC). LOW and HIGH: had every day the cost of the cheapest of them, or of the dearest. A scope younger than three days has no forecast.",
            Examples = [new("Where this month goes", "claviger forecast"), new("Which keys will meet their caps", "claviger forecast --by key")],
        }.Does(environment, async run =>
        {
            var word = run.Value(by) ?? Bys[0].Word;
            var types = Bys.FirstOrDefault(b => b.Word == word).Types ?? throw new CliException(ExitCode.Usage, $"--by does not know '{TerminalText.Safe(word)}'", "It takes workspace, key or member.");
            var isCsv = CsvPage.IsWanted(run, run.Value(csv));
            using var client = run.Connect();
            var answer = await client.GetAsync<SpendForecastView>("spend_forecast" + new Query().With("scope_type[]", types));
            if (run.IsJson) return run.PrintJson(answer);
            var forecast = answer.Value;
            if (isCsv) PrintCsv(run, forecast.Data);
            else if (forecast.Data.All(row => row.Spent == "0" && row.Forecast is null or "0")) run.Note("Nothing was spent this month, nor in the seven days before today.");
            else Print(run, forecast);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, SpendForecastView forecast)
    {
        run.Note($"{forecast.PeriodStartedAt.UtcDateTime:MMMM yyyy}, ends {run.Times.Of(forecast.ResetsAt)}", Tone.Faint);
        var table = new ListTable(
            new Column("SCOPE", MayShrink: true), new Column("SPENT", Right: true), new Column("MONTH END", Right: true), new Column("LOW", Right: true, DropsAt: 1), new Column("HIGH", Right: true, DropsAt: 1),
            new Column("CAP", Right: true), new Column("OF CAP", DropsAt: 2), new Column("CAP REACHED", DropsAt: 3));
        foreach (var row in forecast.Data)
            table.Add(
                LimitScopeOptions.Words(row.Scope, row.ScopeName), LimitTable.Spent(run, row.Spent), Ends(row.Forecast), Ends(row.Low), Ends(row.High),
                row.Cap is null ? Cell.Faint("none") : LimitMoney.Exact(DollarText.OfCents(row.Cap), run.Out.IsTerminal),
                row.Forecast is null || row.Cap is null ? Cell.Faint("-") : UsageBar.Of(DollarText.OfCents(row.Forecast), DollarText.OfCents(row.Cap), run.Out.IsTerminal), Reached(row));
        table.Print(run.Out);
        if (forecast.Data.Any(row => row.Forecast is null)) run.Note("No forecast yet for what is younger than three days.", Tone.Faint);

        Cell Ends(string? cents) => cents is null ? Cell.Faint("-") : LimitTable.Spent(run, cents);

        Cell Reached(SpendForecastRow row) => row.Cap is null ? Cell.Faint("-")
            : row.CapReachedAt is not { } at ? row.Forecast is null ? Cell.Faint("-") : new Cell("not this month", Tone.Good)
            : at <= forecast.At ? new Cell("reached", Tone.Bad)
            : new Cell(run.Times.Of(at), Tone.Caution);
    }

    private static void PrintCsv(CliRun run, IReadOnlyList<SpendForecastRow> rows) => CsvPage.Print(
        run, ["scope_type", "scope_id", "scope_name", "spent_usd", "forecast_usd", "low_usd", "high_usd", "days_observed", "cap_usd", "spend_limit_id", "cap_reached_at"],
        rows.Select(row => (IEnumerable<string?>)
        [
            row.Scope.Type, LimitScopeOptions.IdOf(row.Scope), row.ScopeName, Dollars(row.Spent), Dollars(row.Forecast), Dollars(row.Low), Dollars(row.High),
            row.DaysObserved.ToString(System.Globalization.CultureInfo.InvariantCulture), Dollars(row.Cap), row.SpendLimitId, row.CapReachedAt is { } at ? UtcTimeConverter.Text(at) : null,
        ]));

    private static string? Dollars(string? cents) => cents is null ? null : CsvPage.Dollars(DollarText.OfCents(cents));
}
