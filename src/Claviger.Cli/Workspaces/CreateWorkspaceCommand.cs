using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Workspaces;

/// <summary><c>claviger workspaces create</c></summary>
internal static class CreateWorkspaceCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new workspace" };
        var kind = new Option<string>("--environment") { Description = "production, staging, development, or a name of your own. It is for life, and key names follow from it", HelpName = "name", Required = true };
        var color = new Option<string>("--color") { Description = "Its colour in lists, like #6C5BB9 (default: picked for you)", HelpName = "#rrggbb" };
        var tags = new Option<string[]>("--tag") { Description = "A note that programs can read; may be repeated", HelpName = "name=value" };
        var tier = new Option<string>("--tier") { Description = "Tier of rate limits that all its keys share (default: none)", HelpName = "tier" };
        var rules = new WorkspaceRuleOptions();
        kind.CompletionSources.Add("production", "staging", "development");
        var command = new CliCommand("create", "Make a workspace")
        {
            Arguments = { name },
            Options = { kind, color, tags, tier },
            Examples =
            [
                new("For everything that customers use", "claviger workspaces create Production --environment production"),
                new("For one team, marked with its cost centre", "claviger workspaces create \"Search staging\" --environment staging --tag cost-centre=4711"),
                new("Requests are worked on in the US and nowhere else", "claviger workspaces create Health --environment production --allow-geo us --default-geo us"),
            ],
        };
        rules.AddTo(command);
        return command.Does(environment, async run =>
        {
            var given = TagText.Parse(run.Value(tags) ?? []);
            using var client = run.Connect();
            var made = await client.PostAsync<WorkspaceView>("workspaces", new CreateWorkspaceRequest(run.Value(name), run.Value(kind), run.Value(color), given.Count == 0 ? null : given, run.Value(tier), rules.Residency(run), rules.ExternalKey(run), rules.UserProfile(run)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Created workspace {made.Value.Name}.");
            WorkspacesCommand.Fields(run, made.Value).Print(run.Out);
            run.Note("Next, a key for it:");
            run.Note($"  claviger keys create --workspace {ShellText.Quote(made.Value.Name)} --service recommendation-service");
            return ExitCode.Ok;
        });
    }
}
