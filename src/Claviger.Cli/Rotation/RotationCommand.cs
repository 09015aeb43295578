using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rotation;

/// <summary><c>claviger rotation</c>: when secrets are due, who has moved, and what policies say.</summary>
internal static class RotationCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("rotation", "When secrets are due, who has moved, and what is done about it")
    {
        Group = CommandGroup.Organization,
        Remark = "A secret is due 90 days after it was made, or as the nearest policy says: the key's, its workspace's, the organization's. Where a policy names a sink, "
            + "the program makes new secrets by itself and brings them there.",
        Subcommands = { Calendar(environment), Policies(environment), SetPolicyCommand.Build(environment), DeliverCommand.Build(environment) },
    };

    private static CliCommand Calendar(CliEnvironment environment)
    {
        var workspace = new Option<string>("--workspace") { Description = "Only keys of this workspace", HelpName = "workspace" };
        var status = new Option<string>("--status") { Description = "Only secrets that are overdue, due_soon, ok, or none", HelpName = "status" };
        status.CompletionSources.Add("overdue", "due_soon", "ok", "none");
        return new CliCommand("calendar", "List keys by the day their secret is due, the most overdue first")
        {
            Options = { workspace, status },
            Remark = "MOVED tells of a running overlap whether consumers have the new secret: waiting (nobody yet), both (the old one was used in the last day), moved.",
            Examples = [new("What is late", "claviger rotation calendar --status overdue")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var workspaceId = run.Value(workspace) is { } named ? await WorkspaceFinder.IdAsync(client, named) : null;
            var all = await client.CursorListAsync<RotationView>("rotations", () => new Query().With("workspace_id", workspaceId).With("status", run.Value(status)));
            if (run.IsJson) return run.PrintJson(all);
            if (all.Value.Count == 0) run.Note("No secret matches.");
            else Print(run, all.Value);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, IReadOnlyList<RotationView> all)
    {
        var table = new ListTable(
            new Column("KEY", MayShrink: true), new Column("STATUS"), new Column("DUE"), new Column("ROTATES"), new Column("MOVED"), new Column("SINK", MayShrink: true),
            new Column("DELIVERY", MayShrink: true), new Column("ID", DropsAt: 1));
        foreach (var key in all)
            table.Add(
                key.Name, new Cell(key.Status, key.Status switch { "overdue" => Tone.Bad, "due_soon" => Tone.Caution, _ => Tone.Plain }),
                key.DueAt is { } due ? new Cell(run.Times.Of(due)) : Cell.Faint("-"), key.RotatesAt is { } at ? new Cell(run.Times.Of(at)) : Cell.Faint("by hand"),
                key.Moved is { } moved ? new Cell(moved, moved == "moved" ? Tone.Good : Tone.Caution) : Cell.Faint("-"), key.Policy.Sink ?? "-", Delivery(run, key.Delivery), Cell.Faint(key.ApiKeyId));
        table.Print(run.Out);
    }

    private static Cell Delivery(CliRun run, SecretDeliveryView? delivery) => delivery switch
    {
        null => Cell.Faint("-"),
        { State: "delivered" } => Cell.Faint("delivered"),
        { NextAttemptAt: { } next } => new Cell($"{delivery.State}, again {run.Times.Of(next)}: {delivery.Error}", Tone.Bad),
        _ => new Cell(delivery.State, Tone.Caution),
    };

    private static CliCommand Policies(CliEnvironment environment) => new CliCommand("policies", "List rotation policies, the widest first")
    {
        Examples = [new("What is set, and what holds where nothing is", "claviger rotation policies")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var policies = await client.GetAsync<RotationPolicyList>("rotation_policies");
        if (run.IsJson) return run.PrintJson(policies);
        var table = new ListTable(
            new Column("SCOPE"), new Column("ID", MayShrink: true), new Column("MAX AGE"), new Column("OVERLAP"), new Column("AHEAD"), new Column("AUTOMATIC"), new Column("EXTENDS"), new Column("HARD END"),
            new Column("SINK", MayShrink: true));
        var built = policies.Value.BuiltIn;
        table.Add("built in", "", $"{built.MaxAgeDays}d", SpanText.Of(built.OverlapSeconds), $"{built.AheadDays}d", Yes(built.Automatic), Yes(built.ExtendWhileInUse), $"{built.HardEndDays}d", "-");
        foreach (var policy in policies.Value.Data)
            table.Add(
                policy.ScopeType, policy.ScopeId, Days(policy.MaxAgeDays), policy.OverlapSeconds is { } overlap ? SpanText.Of(overlap) : "-", Days(policy.AheadDays), Yes(policy.Automatic),
                Yes(policy.ExtendWhileInUse), Days(policy.HardEndDays), policy.Sink switch { null => "-", "" => "none", var name => name });
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static string Days(int? days) => days is { } some ? $"{some}d" : "-";

    private static string Yes(bool? value) => value switch { true => "yes", false => "no", null => "-" };
}
