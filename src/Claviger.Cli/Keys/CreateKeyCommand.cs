using System.CommandLine;
using Claviger.Cli.Members;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys create</c>: the only command that prints a secret.</summary>
internal static class CreateKeyCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var workspace = new Option<string>("--workspace") { Description = "Workspace the key will belong to, for life", HelpName = "workspace", Required = true };
        var service = new Option<string>("--service") { Description = "The service that will use it, as your team deploys it (required, unless --name says it)", HelpName = "service" };
        var keyEnvironment = new Option<string>("--environment") { Description = "Where it is used, like production (default: the workspace's; needed in one that has none)", HelpName = "environment" };
        var name = new Option<string>("--name") { Description = "Name (default: made from environment and service, like prod-recommendation-service)", HelpName = "name" };
        var owner = new Option<string>("--owner") { Description = "Who answers for it: e-mail, name or id of a member (default: you)", HelpName = "member" };
        var personal = new Option<bool>("--personal") { Description = "Your own: it acts for you, ends with your membership, and can't be handed over" };
        var expires = new Option<string>("--expires") { Description = "When it stops: 90d, or a date (default: never)", HelpName = "when" };
        var secretOnly = new Option<bool>("--secret-only") { Description = "Print the secret and nothing else, to pipe into a secret store" };
        var rules = new KeyRuleOptions();
        var command = new CliCommand("create", "Make a key and print its secret, once")
        {
            Options = { workspace, service, keyEnvironment, name, owner, personal, expires },
            Remark = "Claviger keeps a digest only: a lost secret can't be shown again, the key must be replaced.",
            Examples =
            [
                new("A key for one service", "claviger keys create --workspace Production --service recommendation-service"),
                new("Straight into a secret store, never on the screen", "claviger keys create --workspace Production --service search --secret-only | vault kv put secret/search key=-"),
                new("With rate limits of its own", "claviger keys create --workspace Production --service search --tier tier-2"),
                new("For your own machine: it ends when you leave", "claviger keys create --workspace Development --service ada-laptop --personal"),
                new("For a trial: 30 days, one family of models, from the office only", "claviger keys create --workspace Development --service pricing-trial --expires 30d --model 'claude-haiku-*' --network 192.0.2.0/24"),
            ],
        };
        rules.AddTo(command);
        command.Add(secretOnly);
        return command.Does(environment, async run =>
        {
            if (run.Value(service) is null && run.Value(name) is null)
                throw new CliException(ExitCode.Usage, "say which service will use the key", "For example --service recommendation-service");
            if (run.Value(personal) && run.Value(owner) is not null) throw new CliException(ExitCode.Usage, "--personal and --owner can't go together: a personal key acts for you");
            if (run.Value(secretOnly) && run.IsJson) throw new CliException(ExitCode.Usage, "--secret-only and --json can't go together");
            var end = run.Value(expires) is { } when ? Moment.Future("--expires", when, run.Environment.Time.GetUtcNow()) : (DateTimeOffset?)null;
            var (models, networks, maxTokens) = (rules.ModelsOf(run), rules.NetworksOf(run), rules.MaxTokensOf(run));

            using var client = run.Connect();
            var workspaceId = await WorkspaceFinder.IdAsync(client, run.Value(workspace)!);
            var ownerId = run.Value(owner) is { } who ? await MemberFinder.IdAsync(client, who) : null;
            var made = await client.PostAsync<CreatedApiKeyView>("api_keys", new CreateApiKeyRequest(
                workspaceId, run.Value(name), run.Value(service), run.Value(keyEnvironment), ownerId, end, models, networks, maxTokens is 0 ? null : maxTokens, run.Value(rules.Tier),
                run.Value(personal) ? true : null));
            if (run.IsJson) return run.PrintJson(made);
            if (run.Value(secretOnly)) run.Out.Raw(TerminalText.Safe(made.Value.Secret));
            else Print(run, client.Url, made.Value);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, string url, CreatedApiKeyView made)
    {
        run.Note($"Created key {TerminalText.Safe(made.ApiKey.Name)} ({TerminalText.Safe(made.ApiKey.Id)}). Its secret:");
        run.Note("");
        run.Out.Parts(new Cell("  "), new Cell(made.Secret, Tone.Strong));
        run.Note("");
        run.Note("Shown once: store it now. Nobody can show it again, not even Claviger.", Tone.Caution);
        run.Note("To use it in this shell:");
        run.Note("");
        run.Out.Raw($"  export ANTHROPIC_BASE_URL={ShellText.Quote(url)} ANTHROPIC_API_KEY={ShellText.Quote(made.Secret)}");
    }
}
