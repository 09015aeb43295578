using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits</c>: the list, and the table of contents of the rest.</summary>
internal static class LimitsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("limits", "Spend limits: how much may be spent, and how much is")
    {
        Group = CommandGroup.Organization,
        Remark = "A limit caps what the organization, a workspace, a key or a member may spend in a day, a week, a month or ever. A request must fit into all limits that cover it.",
        Subcommands =
        {
            List(environment), SetLimitCommand.Build(environment), EffectiveLimitsCommand.Build(environment), ExplainLimitsCommand.Build(environment),
            GrantCommand.Grant(environment), GrantCommand.List(environment), GrantCommand.End(environment),
            IncreaseCommand.Ask(environment), IncreaseCommand.List(environment), IncreaseCommand.Approve(environment), IncreaseCommand.Deny(environment),
            SuspendLimitCommand.Suspend(environment), SuspendLimitCommand.Resume(environment), DeleteLimitCommand.Build(environment),
        },
    };

    private static CliCommand List(CliEnvironment environment)
    {
        var scope = new LimitScopeOptions();
        scope.Organization.Description = "Only limits of the organization";
        scope.Workspace.Description = "Only limits of this workspace";
        scope.Key.Description = "Only limits of this key";
        scope.Member.Description = "Only limits of this member";
        var command = new CliCommand("list", "List limits: cap, spent, held, left")
        {
            Remark = "Held are the worst cases of running requests and of batches whose results aren't booked yet. Left is the cap without what is spent and held.",
            Examples =
            [
                new("Every limit and how it stands", "claviger limits list"),
                new("Which hard limits have nothing left, for a script", "claviger limits list --json | jq -r '.data[] | select(.enforced and .left == \"0\") | .spend_limit_id'"),
            ],
        };
        scope.AddTo(command);
        return command.Does(environment, run => ListAsync(run, scope));
    }

    private static async Task<int> ListAsync(CliRun run, LimitScopeOptions options)
    {
        var filtered = options.Count(run) > 0;
        if (filtered) options.DemandOne(run);
        using var client = run.Connect();
        var scope = filtered ? (await options.ResolveAsync(run, client)).Scope : null;
        var limits = await client.CursorListAsync<SpendLimitUseView>("spend_limits/usage", () => new Query().With("scope_type[]", scope?.Type)
            .With("workspace_id", scope?.WorkspaceId).With("api_key_id", scope?.ApiKeyId).With("user_id", scope?.UserId));
        if (run.IsJson) return run.PrintJson(limits);
        if (limits.Value.Count == 0)
        {
            run.Note(filtered ? "No limit matches. To see every limit, leave out the filter; to set one:" : "There are no limits yet. Set one:");
            run.Note("  claviger limits set --workspace Production --amount 500 --period monthly");
            return ExitCode.Ok;
        }

        LimitTable.Print(run, limits.Value);
        return ExitCode.Ok;
    }
}
