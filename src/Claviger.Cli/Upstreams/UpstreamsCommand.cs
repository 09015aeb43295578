using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Upstreams;

/// <summary><c>claviger upstreams</c>: which Anthropic key a workspace's requests go out with.</summary>
internal static class UpstreamsCommand
{
    private static readonly Finder<UpstreamView> ByName = new("upstream", "claviger upstreams list", upstream => upstream.Name, upstream => upstream.Id, _ => true);

    public static Command Build(CliEnvironment environment) => new CliCommand("upstreams", "Anthropic keys that requests go out with")
    {
        Group = CommandGroup.Organization,
        Remark = "The first one is in the server's configuration. Further ones keep environments apart at Anthropic too. A credential is sealed in the store and never shown again.",
        Subcommands = { List(environment), Create(environment), Rotate(environment), Use(environment), Delete(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List upstreams and who uses them")
    {
        Examples = [new("Which environments share a credential?", "claviger upstreams list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var upstreams = await AllAsync(client);
        if (run.IsJson) return run.PrintJson(upstreams);
        var names = (await WorkspaceFinder.AllAsync(client)).ToDictionary(workspace => workspace.Id, workspace => workspace.Name);
        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("CREDENTIAL SET"), new Column("WORKSPACES", MayShrink: true), new Column("ADDRESS", DropsAt: 2), new Column("ID", DropsAt: 1));
        foreach (var upstream in upstreams.Value)
            table.Add(
                upstream.IsDefault ? $"{upstream.Name} (configured)" : upstream.Name, run.Times.Of(upstream.CredentialSetAt),
                upstream.Workspaces.Count == 0 ? Cell.Faint("none") : new Cell(string.Join(", ", upstream.Workspaces.Select(id => names.GetValueOrDefault(id, id)))),
                Cell.Faint(upstream.BaseUrl), Cell.Faint(upstream.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new upstream" };
        var stdin = Stdin();
        return new CliCommand("create", "Add an Anthropic key, for workspaces that are not to share the configured one")
        {
            Arguments = { name },
            Options = { stdin },
            Remark = "The key is asked for, or read from standard input: never from the command line, where other programs see it.",
            Examples = [new("Asked for", "claviger upstreams create production"), new("From a secret store", "vault kv get -field=key secret/anthropic | claviger upstreams create production --key-stdin")],
        }.Does(environment, async run =>
        {
            var key = Credential(run, run.Value(stdin));
            using var client = run.Connect();
            var made = await client.PostAsync<UpstreamView>("upstreams", new CreateUpstreamRequest(run.Value(name), key));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Added {TerminalText.Safe(made.Value.Name)} ({made.Value.Id}). No workspace uses it yet: claviger upstreams use {made.Value.Id} --workspace NAME");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Rotate(CliEnvironment environment)
    {
        var which = Which();
        var stdin = Stdin();
        return new CliCommand("rotate", "Replace an upstream's Anthropic key")
        {
            Arguments = { which },
            Options = { stdin },
            Remark = "In force for the next request; running ones end with the old key. The configured one is replaced in the configuration.",
            Examples = [new("After making a new one in Anthropic's console", "claviger upstreams rotate production")],
        }.Does(environment, async run =>
        {
            var key = Credential(run, run.Value(stdin));
            using var client = run.Connect();
            var changed = await client.PostAsync<UpstreamView>($"upstreams/{await IdAsync(client, run.Value(which))}", new UpdateUpstreamRequest(ApiKey: key));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"{TerminalText.Safe(changed.Value.Name)} has its new key. The old one can be deleted at Anthropic.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Use(CliEnvironment environment)
    {
        var which = Which();
        var workspace = new Option<string>("--workspace") { Description = "Name or id of the workspace whose requests go there", HelpName = "workspace", Required = true };
        return new CliCommand("use", "Send a workspace's requests by an upstream")
        {
            Arguments = { which },
            Options = { workspace },
            Remark = "Files, batches and skills that the workspace made with the old credential stay at Anthropic, out of the new one's reach if it is of another organization or workspace there.",
            Examples = [new("Production has its own", "claviger upstreams use production --workspace Production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var changed = await client.PostAsync<WorkspaceView>($"workspaces/{await WorkspaceFinder.IdAsync(client, run.Value(workspace)!)}/upstream", new UseUpstreamRequest(await IdAsync(client, run.Value(which))));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"Requests of {TerminalText.Safe(changed.Value.Name)} go by {TerminalText.Safe(run.Value(which))} from now on.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = Which();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("delete", "Delete an upstream that no workspace uses, with its credential")
        {
            Arguments = { which },
            Options = { yes },
            Examples = [new("It is used no more", "claviger upstreams delete old-production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await IdAsync(client, run.Value(which));
            if (!run.Confirm(run.Value(yes), "Its credential is gone from Claviger then, for good.", $"Delete {TerminalText.Safe(run.Value(which))}?")) return ExitCode.Refused;
            var deleted = await client.DeleteAsync<DeletedUpstreamView>($"upstreams/{id}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note("Deleted.");
            return ExitCode.Ok;
        });
    }

    private static Argument<string> Which() => new("upstream") { Description = "Name or id of the upstream" };

    private static Option<bool> Stdin() => new("--key-stdin") { Description = "Read the key from standard input" };

    private static string Credential(CliRun run, bool stdin)
    {
        if (!stdin && !run.Environment.InIsTerminal) throw new CliException(ExitCode.Usage, "there is no terminal to ask for the key on", "Pipe it in and add --key-stdin");
        if (!stdin)
        {
            run.Environment.Error.Write("Anthropic key (not shown): ");
            run.Environment.Error.Flush();
        }

        var key = (stdin ? run.Environment.In.ReadLine() : run.Environment.ReadSecret())?.Trim();
        if (!stdin) run.Environment.Error.WriteLine();
        return key is { Length: > 0 } ? key : throw new CliException(ExitCode.Usage, "no key was given");
    }

    internal static Task<Answer<IReadOnlyList<UpstreamView>>> AllAsync(AdminClient client) => client.CursorListAsync<UpstreamView>("upstreams", () => new Query());

    private static async Task<string> IdAsync(AdminClient client, string idOrName) =>
        EntityId.HasShape(idOrName, UpstreamId.Prefix) ? idOrName : ByName.Find(idOrName, (await AllAsync(client)).Value).Id;
}
