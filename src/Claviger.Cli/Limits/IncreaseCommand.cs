using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Usage;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Limits;

/// <summary><c>claviger limits ask | requests | approve | deny</c></summary>
internal static class IncreaseCommand
{
    private const string Path = "spend_limit_increase_requests";

    public static Command Ask(CliEnvironment environment)
    {
        var scope = new LimitScopeOptions();
        scope.Organization.Description = "The organization's limit";
        scope.Workspace.Description = "The limit of this workspace";
        scope.Key.Description = "The limit of this key";
        scope.Member.Description = "The limit of this member (default: your own)";
        var amount = new Option<string>("--amount") { Description = "The cap you want, in dollars", HelpName = "dollars", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever decides", HelpName = "text", Required = true };
        var period = LimitChoice.PeriodOption("Which limit: daily, weekly, monthly or lifetime (default: monthly)");
        var command = new CliCommand("ask", "Ask for a higher limit")
        {
            Remark = "It waits until somebody who may change the limit approves or denies it. See them: claviger limits requests",
            Examples =
            [
                new("More for yourself", "claviger limits ask --amount 80 --reason \"evaluation runs until Friday\""),
                new("More for a workspace you are in", "claviger limits ask --workspace Production --amount 900 --reason launch"),
            ],
        };
        scope.AddTo(command);
        foreach (var option in new[] { amount, reason, period }) command.Add(option);
        return command.Does(environment, async run =>
        {
            var money = AmountOption.Read("--amount", run.Value(amount)!);
            if (scope.Count(run) > 0) scope.DemandOne(run);
            using var client = run.Connect();
            var whose = scope.Count(run) == 0 ? null : LimitScopeOptions.ToRequest((await scope.ResolveAsync(run, client)).Scope);
            var asked = await client.PostAsync<IncreaseRequestView>(Path, new AskForIncreaseRequest(money.ToCentsString(), run.Value(reason)!, whose, run.Value(period)));
            if (run.IsJson) return run.PrintJson(asked);
            run.Note($"Asked for {money} ({TerminalText.Safe(asked.Value.Period)}): {TerminalText.Safe(asked.Value.Id)}.");
            return ExitCode.Ok;
        });
    }

    public static Command List(CliEnvironment environment)
    {
        var all = new Option<bool>("--all") { Description = "Decided ones too" };
        return new CliCommand("requests", "List requests for higher limits")
        {
            Options = { all },
            Examples = [new("Those that wait for a decision", "claviger limits requests")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var requests = await client.CursorListAsync<IncreaseRequestView>(Path, () => new Query().With("status[]", run.Value(all) ? null : "pending"));
            if (run.IsJson) return run.PrintJson(requests);
            if (requests.Value.Count == 0)
            {
                run.Note(run.Value(all) ? "Nobody has asked for a higher limit." : "No request waits for a decision.");
                return ExitCode.Ok;
            }

            var table = new ListTable(
                new Column("WHO", MayShrink: true), new Column("LIMIT"), new Column("PERIOD", DropsAt: 3), new Column("ASKED", Right: true), new Column("STATUS"),
                new Column("WHEN", DropsAt: 2), new Column("REASON", MayShrink: true, DropsAt: 1), new Column("ID"));
            foreach (var request in requests.Value)
                table.Add(
                    request.Actor.EmailAddress ?? request.Actor.UserId ?? "-", request.Scope.Type.Replace('_', ' '), request.Period, DollarText.OfCents(request.Amount).ToString(),
                    new Cell(request.Status, request.Status switch { "approved" => Tone.Good, "pending" => Tone.Caution, _ => Tone.Faint }), run.Times.Of(request.CreatedAt), request.Reason, Cell.Faint(request.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    public static Command Approve(CliEnvironment environment)
    {
        var id = Id();
        var amount = new Option<string>("--amount") { Description = "The cap to give, in dollars (default: what was asked for)", HelpName = "dollars" };
        var untilEnd = new Option<bool>("--until-period-end") { Description = "Only until the period ends, as a grant" };
        return new CliCommand("approve", "Raise the limit that a request asks for")
        {
            Arguments = { id },
            Options = { amount, untilEnd },
            Examples = [new("As asked", "claviger limits approve slir_01AbCdEfGhIjKlMnOpQrStUv"), new("Less, and not for good", "claviger limits approve slir_01AbCdEfGhIjKlMnOpQrStUv --amount 60 --until-period-end")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var path = $"{Path}/{Uri.EscapeDataString(run.Value(id))}";
            var cents = run.Value(amount) is { } text ? AmountOption.Read("--amount", text).ToCentsString() : (await client.GetAsync<IncreaseRequestView>(path)).Value.Amount;
            var approved = await client.PostAsync<IncreaseRequestView>(path + "/approve", new ApproveIncreaseRequest(cents, UntilPeriodEnd: run.Value(untilEnd) ? true : null));
            if (run.IsJson) return run.PrintJson(approved);
            run.Note($"Approved: the {TerminalText.Safe(approved.Value.Period)} limit {TerminalText.Safe(approved.Value.SpendLimitId)} is {DollarText.OfCents(cents)}{(approved.Value.SpendGrantId is null ? "" : " until its period ends")}.");
            return ExitCode.Ok;
        });
    }

    public static Command Deny(CliEnvironment environment)
    {
        var id = Id();
        return new CliCommand("deny", "Turn a request for a higher limit down")
        {
            Arguments = { id },
            Examples = [new("By its id", "claviger limits deny slir_01AbCdEfGhIjKlMnOpQrStUv")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var denied = await client.PostAsync<IncreaseRequestView>($"{Path}/{Uri.EscapeDataString(run.Value(id))}/deny");
            if (run.IsJson) return run.PrintJson(denied);
            run.Note($"Denied {TerminalText.Safe(denied.Value.Id)}. The limit stays as it is.");
            return ExitCode.Ok;
        });
    }

    private static Argument<string> Id() => new("request") { Description = "Id of the request (slir_…)" };
}
