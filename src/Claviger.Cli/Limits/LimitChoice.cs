using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary>Names one limit that there is: by its id, or by whose it is and its period.</summary>
internal sealed class LimitChoice
{
    private readonly Argument<string?> _id = new("limit") { Description = "Id of the limit (spl_…); or say whose it is with an option", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _period = PeriodOption("Which of several: daily, weekly, monthly or lifetime");
    private readonly LimitScopeOptions _scope = new();

    public static Option<string> PeriodOption(string description)
    {
        var option = new Option<string>("--period") { Description = description, HelpName = "period" };
        option.CompletionSources.Add("daily", "weekly", "monthly", "lifetime");
        return option;
    }

    public void AddTo(Command command)
    {
        command.Add(_id);
        _scope.AddTo(command);
        command.Add(_period);
    }

    /// <summary>The limit, and words for it: "the monthly limit of workspace Production".</summary>
    public async Task<(SpendLimitView Limit, string Words)> FindAsync(CliRun run, AdminClient client)
    {
        if (run.Optional(_id) is { } id)
        {
            if (_scope.Count(run) > 0 || run.Value(_period) is not null) throw new CliException(ExitCode.Usage, "an id names the limit: leave out --organization, --workspace, --key, --member and --period");
            var found = (await client.GetAsync<SpendLimitView>($"spend_limits/{Uri.EscapeDataString(id)}")).Value;
            return (found, $"the {TerminalText.Safe(found.Period)} limit {TerminalText.Safe(found.Id)}");
        }

        _scope.DemandOne(run);
        var (scope, words) = await _scope.ResolveAsync(run, client);
        var all = (await client.CursorListAsync<SpendLimitView>("spend_limits", () => new Query().With("scope_type[]", scope.Type)
            .With("workspace_id", scope.WorkspaceId).With("api_key_id", scope.ApiKeyId).With("user_id", scope.UserId))).Value;
        var period = run.Value(_period);
        var fitting = all.Where(limit => period is null || limit.Period == period).ToList();
        return fitting switch
        {
            [var one] => (one, $"the {TerminalText.Safe(one.Period)} limit of {words}"),
            [] => throw new CliException(ExitCode.NotFound, $"there is no {(period is null ? "" : TerminalText.Safe(period) + " ")}limit of {words}", "See them all: claviger limits list"),
            _ => throw new CliException(ExitCode.Usage, $"{words} has {fitting.Count} limits: say which by --period", [.. fitting.Select(limit => $"{limit.Period}  {limit.Id}")]),
        };
    }
}
