using System.CommandLine;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Workspaces;

/// <summary><c>claviger workspaces archive</c>: counts the keys that die with it before it asks.</summary>
internal static class ArchiveWorkspaceCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = WorkspacesCommand.Workspace();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("archive", "Close a workspace and revoke its keys, for good")
        {
            Arguments = { which },
            Options = { yes },
            Remark = "Its records of use and cost stay. There is no way back. Without a terminal to ask on, --yes is needed.",
            Examples = [new("Asks first, and says how many keys it will revoke", "claviger workspaces archive \"Search staging\"")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var workspace = (await WorkspaceFinder.GetAsync(client, run.Value(which))).Value;
            var name = TerminalText.Safe(workspace.Name);
            if (workspace.ArchivedAt is null)
            {
                var keys = (await KeyFinder.AllAsync(client, workspace.Id)).Count(key => key.Status != "archived");
                var what = $"Archiving workspace {name} ({workspace.Environment ?? "default"}) revokes its {CountText.With(keys, "key")} at once. This can't be undone.";
                if (!run.Confirm(run.Value(yes), what, $"Archive {name}?")) return ExitCode.Refused;
            }

            var archived = await client.PostAsync<WorkspaceView>($"workspaces/{workspace.Id}/archive");
            if (run.IsJson) return run.PrintJson(archived);
            run.Note(workspace.ArchivedAt is null ? $"Archived workspace {name}. Its keys are refused from now on." : $"Workspace {name} was archived before.");
            return ExitCode.Ok;
        });
    }
}
