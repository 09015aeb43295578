using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Workspaces;

/// <summary><c>claviger workspaces update</c></summary>
internal static class UpdateWorkspaceCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = WorkspacesCommand.Workspace();
        var name = new Option<string>("--name") { Description = "New name", HelpName = "name" };
        var color = new Option<string>("--color") { Description = "New colour", HelpName = "#rrggbb" };
        var tags = new Option<string[]>("--tag") { Description = "Set a tag; may be repeated", HelpName = "name=value" };
        var untag = new Option<string[]>("--remove-tag") { Description = "Remove a tag; may be repeated", HelpName = "name" };
        var tier = new Option<string>("--tier") { Description = "Tier of rate limits that all its keys share; none lifts it", HelpName = "tier" };
        var rules = new WorkspaceRuleOptions();
        var command = new CliCommand("update", "Rename or mark a workspace")
        {
            Arguments = { which },
            Options = { name, color, tags, untag, tier },
            Remark = "What you don't name stays as it is. The environment is for life.",
            Examples = [new("Rename it", "claviger workspaces update Production --name \"Production EU\""), new("Change its tags", "claviger workspaces update Staging --tag team=search --remove-tag cost-centre")],
        };
        rules.AddTo(command);
        return command.Does(environment, async run =>
        {
            Dictionary<string, string?> changes = TagText.Parse(run.Value(tags) ?? []).ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            foreach (var gone in run.Value(untag) ?? []) changes[gone] = null;
            var request = new UpdateWorkspaceRequest(run.Value(name), run.Value(color), changes.Count == 0 ? null : changes, run.Value(tier), rules.Residency(run), rules.ExternalKey(run), rules.UserProfile(run));
            if (request == new UpdateWorkspaceRequest()) throw new CliException(ExitCode.Usage, "nothing to change: give at least one option");

            using var client = run.Connect();
            var updated = await client.PostAsync<WorkspaceView>($"workspaces/{await WorkspaceFinder.IdAsync(client, run.Value(which))}", request);
            if (run.IsJson) return run.PrintJson(updated);
            run.Note($"Updated workspace {updated.Value.Name}.");
            WorkspacesCommand.Fields(run, updated.Value).Print(run.Out);
            return ExitCode.Ok;
        });
    }
}
