using System.CommandLine;
using Claviger.Cli.Keys;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary><c>claviger tiers set</c>: who is held to a tier.</summary>
internal static class SetTierCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var which = new Argument<string>("tier") { Description = "Name of the tier, or none" };
        var key = new Option<string>("--key") { Description = "This key", HelpName = "key" };
        var workspace = new Option<string>("--workspace") { Description = "All keys of this workspace together", HelpName = "workspace" };
        var organization = new Option<bool>("--organization") { Description = "All keys of the organization together" };
        return new CliCommand("set", "Hold a key, a workspace or the organization to a tier")
        {
            Arguments = { which },
            Options = { key, workspace, organization },
            Remark = "In force for the next request. What was used under the tier before stays used.",
            Examples =
            [
                new("One key", "claviger tiers set tier-4 --key prod-backend"),
                new("All keys of a workspace share one limit", "claviger tiers set tier-2 --workspace Staging"),
                new("Everybody together, as your own contract says", "claviger tiers set scale --organization"),
                new("No limits of the key's own any more", "claviger tiers set none --key prod-backend"),
            ],
        }.Does(environment, async run =>
        {
            var targets = (run.Value(key) is null ? 0 : 1) + (run.Value(workspace) is null ? 0 : 1) + (run.Value(organization) ? 1 : 0);
            if (targets != 1) throw new CliException(ExitCode.Usage, "say whom: one of --key, --workspace and --organization");
            var tier = run.Value(which);
            using var client = run.Connect();
            if (run.Value(key) is { } named)
            {
                var changed = await client.PostAsync<ApiKeyView>($"api_keys/{await KeyFinder.IdAsync(client, named)}", new UpdateApiKeyRequest(Tier: tier));
                return Say(run, changed, $"Key {TerminalText.Safe(changed.Value.Name)}", changed.Value.Tier);
            }

            if (run.Value(workspace) is { } place)
            {
                var changed = await client.PostAsync<WorkspaceView>($"workspaces/{await WorkspaceFinder.IdAsync(client, place)}", new UpdateWorkspaceRequest(Tier: tier));
                return Say(run, changed, $"Workspace {TerminalText.Safe(changed.Value.Name)}", changed.Value.Tier);
            }

            var set = await client.PostAsync<OrganizationTierView>("rate_limits/tier", new SetOrganizationTierRequest(tier));
            return Say(run, set, "The organization", set.Value.Tier);
        });
    }

    private static int Say<T>(CliRun run, Http.Answer<T> answer, string who, string? tier)
    {
        if (run.IsJson) return run.PrintJson(answer);
        run.Note(tier is null ? $"{who} has no tier any more." : $"{who} is held to tier {TerminalText.Safe(tier)}.");
        return ExitCode.Ok;
    }
}
