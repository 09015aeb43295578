using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Workspaces;

/// <summary><c>claviger workspaces</c>: the reading half, and the table of contents of the rest.</summary>
internal static class WorkspacesCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("workspaces", "Rooms that keep teams and environments apart")
    {
        Group = CommandGroup.Organization,
        Remark = "Every key belongs to one workspace; nothing crosses between two. A workspace is named by its name or its id.",
        Subcommands = { List(environment), Get(environment), CreateWorkspaceCommand.Build(environment), UpdateWorkspaceCommand.Build(environment), ArchiveWorkspaceCommand.Build(environment), WorkspaceMembersCommand.Build(environment) },
    };

    public static Argument<string> Workspace() => new("workspace") { Description = "Name or id of the workspace" };

    public static FieldTable Fields(CliRun run, WorkspaceView workspace)
    {
        var fields = new FieldTable();
        fields.Add("Name", workspace.Name);
        fields.Add("Id", workspace.Id);
        fields.Add("Environment", workspace.Environment ?? "-");
        fields.Add("Status", StatusTone.Of(StatusOf(workspace)));
        fields.Add("Created", run.Times.Full(workspace.CreatedAt));
        if (workspace.ArchivedAt is { } end) fields.Add("Archived", run.Times.Full(end));
        fields.Add("Color", workspace.DisplayColor);
        fields.AddSome("Tier", workspace.Tier);
        fields.Add("Inference", $"{workspace.DataResidency.AllowedInferenceGeos} (default {workspace.DataResidency.DefaultInferenceGeo})");
        fields.AddSome("Profile", workspace.UserProfileId);
        fields.AddSome("External key", workspace.ExternalKeyId);
        if (workspace.IsDefault) fields.Add("Default", "yes: it can't be renamed or archived");
        foreach (var (name, value) in workspace.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)) fields.Add("Tag", $"{name}={value}");
        return fields;
    }

    private static CliCommand List(CliEnvironment environment)
    {
        var archived = new Option<bool>("--archived") { Description = "Archived workspaces too" };
        return new CliCommand("list", "List workspaces")
        {
            Options = { archived },
            Examples =
            [
                new("Workspaces in use", "claviger workspaces list"),
                new("Their ids only, for a script", "claviger workspaces list --json | jq -r '.data[].id'"),
            ],
        }.Does(environment, run => ListAsync(run, run.Value(archived)));
    }

    private static CliCommand Get(CliEnvironment environment)
    {
        var which = Workspace();
        return new CliCommand("get", "Show one workspace")
        {
            Arguments = { which },
            Examples = [new("By name", "claviger workspaces get Production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var workspace = await WorkspaceFinder.GetAsync(client, run.Value(which));
            if (run.IsJson) return run.PrintJson(workspace);
            Fields(run, workspace.Value).Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static async Task<int> ListAsync(CliRun run, bool archived)
    {
        using var client = run.Connect();
        var workspaces = await client.ListAsync<WorkspaceView>("workspaces", () => new Query().With("include_archived", archived ? "true" : null).With("include_default", "true"));
        if (run.IsJson) return run.PrintJson(workspaces);
        if (workspaces.Value.Count == 0)
        {
            run.Note("There are no workspaces yet. Make one:");
            run.Note("  claviger workspaces create Production --environment production");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("ENVIRONMENT"), new Column("STATUS"), new Column("CREATED", DropsAt: 2), new Column("TAGS", MayShrink: true, DropsAt: 3), new Column("ID", DropsAt: 1));
        foreach (var workspace in workspaces.Value)
        {
            table.Add(workspace.Name, workspace.Environment ?? "-", StatusTone.Of(StatusOf(workspace)), Cell.Faint(run.Times.Of(workspace.CreatedAt)),
                workspace.Tags.Count == 0 ? "-" : string.Join(',', workspace.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")), Cell.Faint(workspace.Id));
        }

        table.Print(run.Out);
        return ExitCode.Ok;
    }

    private static string StatusOf(WorkspaceView workspace) => workspace.ArchivedAt is null ? "active" : "archived";
}
