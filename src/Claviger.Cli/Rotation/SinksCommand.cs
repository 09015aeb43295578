using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rotation;

/// <summary><c>claviger sinks</c>: where new secrets are brought to.</summary>
internal static class SinksCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("sinks", "Places that new secrets of keys are brought to")
    {
        Group = CommandGroup.Organization,
        Remark = "A rotation policy says which keys go to which sink: claviger rotation set --sink.",
        Subcommands = { List(environment), Set(environment), Delete(environment) },
    };

    private static Argument<string> Name() => new("sink") { Description = "Name of the sink" };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List sinks")
    {
        Examples = [new("All of them", "claviger sinks list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var sinks = await client.GetAsync<SecretSinkList>("secret_sinks");
        if (run.IsJson) return run.PrintJson(sinks);
        if (sinks.Value.Data.Count == 0) run.Note("There are no sinks. Make one, for example:  claviger sinks set files --kind file --path /run/secrets/{environment}-{service}");
        var table = new ListTable(new Column("NAME"), new Column("KIND"), new Column("WHERE", MayShrink: true), new Column("CREDENTIAL"), new Column("CHANGED", DropsAt: 1));
        foreach (var sink in sinks.Value.Data)
            table.Add(sink.Name, sink.Kind, Where(sink.Settings), sink.HasCredential ? "sealed" : "-", Cell.Faint(run.Times.Of(sink.UpdatedAt)));
        if (sinks.Value.Data.Count > 0) table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Set(CliEnvironment environment)
    {
        var name = Name();
        var kind = new Option<string>("--kind") { Description = "file, command, webhook, vault or kubernetes", HelpName = "kind", Required = true };
        kind.CompletionSources.Add("file", "command", "webhook", "vault", "kubernetes");
        var url = Text("--to", "Address of a webhook, of Vault or of an API server");
        var path = Text("--path", "Of a file, or of a secret below Vault's mount; {environment}, {service}, {workspace_id} and {key_id} are filled in");
        var command = Text("--command", "Name of a command of the server's configuration");
        var field = Text("--field", "Under which name the secret stands; of a file: NAME=secret");
        var mount = Text("--mount", "Where Vault's KV engine is mounted");
        var space = Text("--namespace", "Of Vault or Kubernetes");
        var role = Text("--role-id", "Of Vault's AppRole; the credential is then its secret id");
        var auth = Text("--auth-mount", "Where AppRole is mounted (default: approle)");
        var secret = Text("--secret-name", "Of the Kubernetes Secret; placeholders as in --path");
        var ca = Text("--ca-file", "PEM file of the authority that signs the receiver's certificate");
        var credential = Text("--credential-file", "File with the token, secret id or whsec_… that lets Claviger in; - reads standard input");
        return new CliCommand("set", "Make a sink, or take the place of one")
        {
            Arguments = { name },
            Options = { kind, url, path, command, field, mount, space, role, auth, secret, ca, credential },
            Remark = "A sink is set whole: what is not named is gone, its credential too. Credentials are sealed and never shown.",
            Examples =
            [
                new("Files, one a key", "claviger sinks set files --kind file --path /run/claviger/{environment}-{service}"),
                new("Vault", "claviger sinks set vault --kind vault --to https://vault.example.com --mount secret --path claude/{environment}/{service} --field api_key --credential-file token"),
            ],
        }.Does(environment, async run =>
        {
            var credentialText = run.Value(credential) switch { null => null, "-" => await run.Environment.In.ReadToEndAsync(), var file => await File.ReadAllTextAsync(file) };
            var request = new PutSecretSinkRequest(
                run.Value(kind)!, run.Value(url), run.Value(path), run.Value(command), run.Value(field), run.Value(mount), run.Value(space), run.Value(role), run.Value(auth), run.Value(secret),
                run.Value(ca) is { } pem ? await File.ReadAllTextAsync(pem) : null, credentialText?.Trim());
            using var client = run.Connect();
            var set = await client.PostAsync<SecretSinkView>($"secret_sinks/{Uri.EscapeDataString(run.Value(name))}", request);
            if (run.IsJson) return run.PrintJson(set);
            run.Note($"Set. To bring keys' secrets there:  claviger rotation set --workspace … --sink {ShellText.Quote(set.Value.Name)}");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var name = Name();
        return new CliCommand("delete", "Delete a sink that no policy names")
        {
            Arguments = { name },
            Remark = "What was brought there stays there.",
            Examples = [new("By its name", "claviger sinks delete vault")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var deleted = await client.DeleteAsync<DeletedSecretSinkView>($"secret_sinks/{Uri.EscapeDataString(run.Value(name))}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted sink {TerminalText.Safe(deleted.Value.Name)}.");
            return ExitCode.Ok;
        });
    }

    private static string Where(SecretSinkSettings settings) => string.Join(" ", new[]
    {
        settings.Url, settings.Mount, settings.Namespace, settings.SecretName, settings.Path, settings.Command, settings.Field is { } field ? $"({field})" : null,
    }.OfType<string>());

    private static Option<string> Text(string name, string description) => new(name) { Description = description, HelpName = name[2..] };
}
