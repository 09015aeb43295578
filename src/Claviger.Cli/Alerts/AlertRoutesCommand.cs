using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary><c>claviger alerts routes</c>: channels of single workspaces.</summary>
internal static class AlertRoutesCommand
{
    public static CliCommand Build(CliEnvironment environment) => new("routes", "Channels that hear of one workspace, beside those of the rules")
    {
        Subcommands = { List(environment), Set(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List workspaces with channels of their own")
    {
        Examples = [new("Who hears of what?", "claviger alerts routes list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var routes = await client.CursorListAsync<AlertRouteView>("alert_routes", () => new Query());
        if (run.IsJson) return run.PrintJson(routes);
        if (routes.Value.Count == 0)
        {
            run.Note("No workspace has channels of its own: alerts go to the channels of their rules.");
            return ExitCode.Ok;
        }

        var workspaces = (await WorkspaceFinder.AllAsync(client)).ToDictionary(workspace => workspace.Id, workspace => workspace.Name);
        var channels = (await ChannelFinder.ListAsync(client)).Value.ToDictionary(channel => channel.Id, channel => channel.Name);
        var table = new ListTable(new Column("WORKSPACE", MayShrink: true), new Column("CHANNELS", MayShrink: true));
        foreach (var route in routes.Value)
            table.Add(workspaces.GetValueOrDefault(route.WorkspaceId, route.WorkspaceId), string.Join(", ", route.ChannelIds.Select(id => channels.GetValueOrDefault(id, id))));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Set(CliEnvironment environment)
    {
        var workspace = new Argument<string>("workspace") { Description = "Name or id of the workspace", HelpName = "workspace" };
        var channels = new Option<string[]>("--channel") { Description = "Send alerts about it here too; may be repeated, and replaces the list; none ends it", HelpName = "channel", Required = true };
        return new CliCommand("set", "Name the channels that hear of a workspace")
        {
            Arguments = { workspace },
            Options = { channels },
            Examples = [new("Its team hears of it", "claviger alerts routes set Production --channel prod-team")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var ids = await ChannelFinder.IdsAsync(client, run.Value(channels)) ?? [];
            var set = await client.PostAsync<AlertRouteView>($"alert_routes/{await WorkspaceFinder.IdAsync(client, run.Value(workspace))}", new SetAlertRouteRequest(ids));
            if (run.IsJson) return run.PrintJson(set);
            run.Note(set.Value.ChannelIds.Count == 0 ? "It has no channels of its own any more." : $"Alerts about it go to {set.Value.ChannelIds.Count} of its own channels too.");
            return ExitCode.Ok;
        });
    }
}
