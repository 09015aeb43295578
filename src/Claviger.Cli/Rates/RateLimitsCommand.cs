using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers limits</c>: what holds, of the organization or of one workspace.</summary>
internal static class RateLimitsCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var workspace = new Option<string>("--workspace") { Description = "Of this workspace, those that it inherits among them", HelpName = "workspace" };
        var model = new Option<string>("--model") { Description = "Only the organization's for this model", HelpName = "model" };
        return new CliCommand("limits", "Show the rate limits of the organization or of a workspace")
        {
            Options = { workspace, model },
            Examples =
            [
                new("Of the whole organization", "claviger tiers limits"),
                new("Of one workspace, with where each comes from", "claviger tiers limits --workspace Staging"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(workspace) is not null && run.Value(model) is not null) throw new CliException(ExitCode.Usage, "--workspace and --model can't go together");
            using var client = run.Connect();
            return run.Value(workspace) is { } place ? await OfWorkspaceAsync(run, client, place) : await OfOrganizationAsync(run, client, run.Value(model));
        });
    }

    private static async Task<int> OfOrganizationAsync(CliRun run, AdminClient client, string? model)
    {
        var limits = await client.GetAsync<CursorPage<RateLimitView>>("rate_limits", new Query().With("model", model));
        if (run.IsJson) return run.PrintJson(limits);
        var table = new ListTable(new Column("GROUP"), new Column("LIMITER"), new Column("VALUE", Right: true));
        foreach (var entry in limits.Value.Data)
            foreach (var limit in entry.Limits) table.Add(NameOf(entry.Group), limit.Type, CountText.Of(limit.Value, run.Out.IsTerminal));
        return Print(run, table, "The organization has no rate limits of its own. Give it a tier:", "claviger tiers set scale --organization");
    }

    private static async Task<int> OfWorkspaceAsync(CliRun run, AdminClient client, string place)
    {
        var id = await WorkspaceFinder.IdAsync(client, place);
        var limits = await client.GetAsync<CursorPage<WorkspaceRateLimitView>>($"workspaces/{id}/rate_limits", new Query().With("include_inherited", "true"));
        if (run.IsJson) return run.PrintJson(limits);
        var table = new ListTable(new Column("GROUP"), new Column("LIMITER"), new Column("VALUE", Right: true), new Column("ORGANIZATION", Right: true, DropsAt: 1), new Column("FROM"));
        foreach (var entry in limits.Value.Data)
            foreach (var limit in entry.Limits)
                table.Add(
                    NameOf(entry.Group), limit.Type, CountText.Of(limit.Value, run.Out.IsTerminal), limit.OrgLimit is { } most ? CountText.Of(most, run.Out.IsTerminal) : "-",
                    limit.Source.Tier is { } tier ? $"tier {tier}" : limit.Source.Type);
        return Print(run, table, "This workspace has no rate limits. Give it a tier:", $"claviger tiers set tier-2 --workspace {ShellText.Quote(place)}");
    }

    private static int Print(CliRun run, ListTable table, string empty, string next)
    {
        if (table.Count > 0)
        {
            table.Print(run.Out);
            return ExitCode.Ok;
        }

        run.Note(empty);
        run.Note($"  {next}");
        return ExitCode.Ok;
    }

    private static string NameOf(RateLimitGroupView group) => group.DisplayName ?? group.Type;
}
