using System.Text;
using Claviger.Cli.Http;
using Claviger.Core.Contracts;
using Claviger.Core.Reports;

namespace Claviger.Cli.Usage;

/// <summary><c>claviger costs --focus</c>: a day at a time, so that a year of a large organization needs no more memory than a day.</summary>
internal static class FocusExport
{
    private static readonly Breakdown[] By = [Breakdown.Description, Breakdown.Key, Breakdown.Workspace, Breakdown.Member];

    public static async Task RunAsync(CliRun run, AdminClient client, UsageSpan span)
    {
        var organization = (await client.GetAsync<OrganizationView>("me")).Value;
        var names = await UsageNames.ReadAsync(client, By);
        Print(run, [FocusRow.Heads]);
        await foreach (var day in client.ReportPagesAsync<CostBucket>("cost_report", () => new Query()
            .With("starting_at", UtcTimeConverter.Text(span.From)).With("ending_at", UtcTimeConverter.Text(span.To)).With("limit", "1")
            .With("group_by[]", By.Select(b => b.GroupBy!)).With("include_quantities", "true")))
            Print(run, day.Results.Select(row => FocusRow.Of(new FocusCharge(organization, names, day, row))));
    }

    private static void Print(CliRun run, IEnumerable<IEnumerable<string?>> rows)
    {
        var page = new StringBuilder();
        foreach (var row in rows) CsvText.Row(page, row);
        if (page.Length > 0) run.Out.Raw(page.ToString().TrimEnd('\n'));
    }
}
