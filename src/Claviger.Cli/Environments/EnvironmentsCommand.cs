using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Environments;

/// <summary><c>claviger environments</c>: where each environment's services are, and whether keys may stray (S8).</summary>
internal static class EnvironmentsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("environments", "Environments and the networks that their services call from")
    {
        Group = CommandGroup.Organization,
        Remark = "Once an environment has declared its networks, a key of another environment that is used there is seen, and refused if you say so.",
        Subcommands = { List(environment), Set(environment), Delete(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List environments")
    {
        Examples = [new("Which network is whose", "claviger environments list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var environments = await client.CursorListAsync<EnvironmentView>("environments", () => new Query());
        if (run.IsJson) return run.PrintJson(environments);
        if (environments.Value.Count == 0)
        {
            run.Note("There are no environments yet. They come with workspaces: claviger workspaces create Production --environment production");
            return ExitCode.Ok;
        }

        var table = new ListTable(new Column("NAME"), new Column("NETWORKS", MayShrink: true), new Column("STRAY KEYS"), new Column("WORKSPACES", Right: true));
        foreach (var one in environments.Value)
            table.Add(
                one.Name, one.Networks.Count == 0 ? Cell.Faint("not declared") : new Cell(string.Join(", ", one.Networks)),
                one.Block ? new Cell("refused", Tone.Good) : one.Networks.Count == 0 ? Cell.Faint("-") : new Cell("seen"), $"{one.Workspaces.Count}");
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Set(CliEnvironment environment)
    {
        var name = Name();
        var networks = new Option<string[]>("--network") { Description = "Its services call from here; may be repeated. Replaces the list; none empties it", HelpName = "cidr" };
        var block = new Option<bool>("--block") { Description = "Refuse its keys in other environments' networks, and theirs in its own" };
        var observe = new Option<bool>("--observe") { Description = "Only see them" };
        return new CliCommand("set", "Declare an environment's networks, and what happens to stray keys")
        {
            Arguments = { name },
            Options = { networks, block, observe },
            Remark = "In force for the next request. Behind a proxy every caller has the proxy's address: declare networks only where Claviger sees callers' own.",
            Examples =
            [
                new("See who strays", "claviger environments set production --network 10.1.0.0/16"),
                new("Refuse them", "claviger environments set production --block"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(block) && run.Value(observe)) throw new CliException(ExitCode.Usage, "--block and --observe can't go together");
            var given = run.Value(networks) is { Length: > 0 } list ? list : null;
            if (given is null && !run.Value(block) && !run.Value(observe)) throw new CliException(ExitCode.Usage, "nothing to set", "Say --network, --block or --observe");
            using var client = run.Connect();
            var set = await client.PostAsync<EnvironmentView>($"environments/{Uri.EscapeDataString(run.Value(name))}", new SetEnvironmentRequest(
                given is ["none"] ? [] : given, run.Value(block) ? true : run.Value(observe) ? false : null));
            if (run.IsJson) return run.PrintJson(set);
            run.Note($"{set.Value.Name}: {(set.Value.Networks.Count == 0 ? "no networks declared" : string.Join(", ", set.Value.Networks))}; stray keys are {(set.Value.Block ? "refused" : "seen")}.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var name = Name();
        return new CliCommand("delete", "Forget what an environment declared")
        {
            Arguments = { name },
            Examples = [new("Its networks are gone", "claviger environments delete staging")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedEnvironmentView>($"environments/{Uri.EscapeDataString(run.Value(name))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"{deleted.Value.Name} has no declared networks any more; its workspaces and keys stay.");
            return ExitCode.Ok;
        });
    }

    private static Argument<string> Name() => new("environment") { Description = "production, staging, development, or a name of your own", HelpName = "environment" };
}
