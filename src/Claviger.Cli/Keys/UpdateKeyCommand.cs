using System.CommandLine;
using Claviger.Cli.Members;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys update</c></summary>
internal static class UpdateKeyCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        var name = new Option<string>("--name") { Description = "New name; it must still name environment and service", HelpName = "name" };
        var owner = new Option<string>("--owner") { Description = "Who answers for it from now on: e-mail, name or id of a member", HelpName = "member" };
        var rules = new KeyRuleOptions();
        rules.Models.Description = "Only this model; may be repeated, may end in *. Replaces the list; any lifts it";
        rules.Networks.Description = "Only callers from this network; may be repeated. Replaces the list; any lifts it";
        rules.MaxTokens.Description = "Largest max_tokens that a request may ask for; any lifts it";
        rules.Tier.Description = "Tier of rate limits that the key itself is held to; none lifts it";
        var command = new CliCommand("update", "Rename a key, change its owner or what it may do")
        {
            Arguments = { which },
            Options = { name, owner },
            Remark = "What you don't name stays as it is. Workspace, service and environment are for life: they say where its costs belong.",
            Examples =
            [
                new("Let it use two models only", "claviger keys update prod-search --model claude-haiku-5-5 --model claude-sonnet-5-5"),
                new("Any model again, under a new owner", "claviger keys update prod-search --model any --owner dev@example.com"),
            ],
        };
        rules.AddTo(command);
        return command.Does(environment, async run =>
        {
            var request = new UpdateApiKeyRequest(run.Value(name), Models: rules.ModelsOf(run), Networks: rules.NetworksOf(run), MaxTokensCeiling: rules.MaxTokensOf(run), Tier: run.Value(rules.Tier));
            if (request == new UpdateApiKeyRequest() && run.Value(owner) is null)
                throw new CliException(ExitCode.Usage, "nothing to change: give --name, --owner, --model, --network, --max-tokens or --tier");

            using var client = run.Connect();
            var id = await KeyFinder.IdAsync(client, run.Value(which));
            if (run.Value(owner) is { } who) request = request with { OwnerUserId = await MemberFinder.IdAsync(client, who) };
            var updated = await client.PostAsync<ApiKeyView>($"api_keys/{id}", request);
            if (run.IsJson) return run.PrintJson(updated);
            run.Note($"Updated key {updated.Value.Name}.");
            await KeysCommand.PrintAsync(run, client, updated.Value);
            return ExitCode.Ok;
        });
    }
}
