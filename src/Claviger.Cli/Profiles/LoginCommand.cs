using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;

namespace Claviger.Cli.Profiles;

/// <summary>
/// <c>claviger login</c>: saves address and admin key after the server has accepted them. There is no option for the key: other
/// people on the machine can read command lines, and shells keep them.
/// </summary>
internal static class LoginCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var keyStdin = new Option<bool>("--key-stdin") { Description = "Read the admin key from standard input instead of asking" };
        return new CliCommand("login", "Save the address and admin key of a server")
        {
            Group = CommandGroup.SignIn,
            Options = { keyStdin },
            Remark = "Asks for the key without showing it, and tries it before saving. --profile names what is saved (default: default).",
            Examples =
            [
                new("Asks for address and key", "claviger login"),
                new("A second server under a name of its own", "claviger login --url https://claude.staging.example.com --profile staging"),
                new("From a secret store, without a terminal", "vault kv get -field=key secret/claviger | claviger login --url https://claude.example.com --key-stdin"),
            ],
        }.Does(environment, run => LoginAsync(run, run.Value(keyStdin)));
    }

    private static async Task<int> LoginAsync(CliRun run, bool keyStdin)
    {
        var store = ProfileStore.Of(run.Environment);
        var name = run.ProfileOption ?? run.Environment.Setting("CLAVIGER_PROFILE") ?? ProfileStore.DefaultName;
        if (!ProfileStore.IsName(name)) throw new CliException(ExitCode.Usage, $"'{TerminalText.Safe(name)}' can't name a profile: use 1 to 32 letters, digits, dots, hyphens and underscores");
        var known = store.Load().Profiles.GetValueOrDefault(name)?.Url;
        var url = ServerAddress.Parse(run.UrlOption ?? run.Environment.Setting("CLAVIGER_URL") ?? AskAddress(run, known, keyStdin));
        if (ServerAddress.IsReadableOnTheWay(url)) run.Note($"Warning: {url} is not encrypted. Everyone on the way can read the admin key.", Tone.Caution);
        var key = AdminKey(keyStdin ? run.Environment.In.ReadLine() : AskKey(run));

        using var client = run.Connect(new Connection(url, key, keyStdin ? "standard input" : "your answer"));
        var organization = await client.GetAsync<OrganizationView>("me");
        store.Save(name, new Profile(url, key, organization.Value.Name), makeCurrent: true);
        if (run.IsJson) return run.PrintJson(organization);
        run.Note($"Signed in to {TerminalText.Safe(organization.Value.Name)} at {url}.", Tone.Good);
        run.Note($"Saved as profile '{name}', now in use. Look around: claviger status");
        return ExitCode.Ok;
    }

    private static string AskAddress(CliRun run, string? known, bool keyStdin)
    {
        if (keyStdin || !run.Environment.InIsTerminal || !run.Environment.ErrorIsTerminal)
            return known ?? throw new CliException(ExitCode.Usage, "which server? Give --url", "For example --url https://claude.example.com");
        run.Environment.Error.Write(known is null ? "Address of the server: " : $"Address of the server [{known}]: ");
        run.Environment.Error.Flush();
        var answer = run.Environment.In.ReadLine()?.Trim();
        return string.IsNullOrEmpty(answer) ? known ?? throw new CliException(ExitCode.Usage, "no address was given") : answer;
    }

    private static string? AskKey(CliRun run)
    {
        if (!run.Environment.InIsTerminal || !run.Environment.ErrorIsTerminal)
            throw new CliException(ExitCode.Usage, "there is no terminal to ask for the admin key on", "Pipe it in: … | claviger login --key-stdin");
        run.Environment.Error.Write("Admin key (not shown): ");
        run.Environment.Error.Flush();
        var key = run.Environment.ReadSecret();
        run.Environment.Error.WriteLine();
        return key;
    }

    // Wrong kinds of keys are caught before anything is sent. The messages never repeat what was typed.
    private static string AdminKey(string? typed)
    {
        var key = typed?.Trim() ?? "";
        if (key.Length == 0) throw new CliException(ExitCode.Usage, "no admin key was given");
        if (key.StartsWith("sk-ant-", StringComparison.Ordinal)) throw new CliException(ExitCode.Usage, "that is a key of Anthropic's. Claviger's admin keys begin with clva_", "It was not sent anywhere.");
        if (!KeyToken.TryRead(key, out var kind, out _)) throw new CliException(ExitCode.Usage, $"that is not an admin key: one begins with clva_ and has {KeyToken.TextLength} characters, and its last six must fit the rest", "Was it copied whole? It was not sent anywhere.");
        if (kind == KeyTokenKind.Invite) throw new CliException(ExitCode.Usage, "that is an invite's token (clvi_). Join with it first: claviger invites accept", "It was not sent anywhere.");
        return kind == KeyTokenKind.AdminKey ? key : throw new CliException(ExitCode.Usage, "that is a service's key (clvk_). Signing in takes an admin key (clva_)", "It was not sent anywhere.");
    }
}
