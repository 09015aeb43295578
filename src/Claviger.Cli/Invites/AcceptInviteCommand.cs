using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.Profiles;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Invites;

/// <summary><c>claviger invites accept</c>: the one command that works without being signed in. The token comes like a key does, never as an argument.</summary>
internal static class AcceptInviteCommand
{
    public static Command Build(CliEnvironment environment)
    {
        var name = new Option<string>("--name") { Description = "What you are called (default: from the address)", HelpName = "name" };
        var tokenStdin = new Option<bool>("--token-stdin") { Description = "Read the token from standard input instead of asking" };
        return new CliCommand("accept", "Join by an invite, and sign in")
        {
            Options = { name, tokenStdin },
            Remark = "Asks for the token without showing it. The personal key that comes back is saved as a profile, like login does; with --json it is printed instead.",
            Examples =
            [
                new("Asks for the token", "claviger invites accept --url https://claude.example.com"),
                new("From a file, without a terminal", "claviger invites accept --url https://claude.example.com --token-stdin < token"),
            ],
        }.Does(environment, async run =>
        {
            var url = ServerAddress.Parse(run.UrlOption ?? run.Environment.Setting("CLAVIGER_URL") ?? throw new CliException(ExitCode.Usage, "which server? Give --url", "For example --url https://claude.example.com"));
            if (ServerAddress.IsReadableOnTheWay(url)) run.Note($"Warning: {url} is not encrypted. Everyone on the way can read the token.", Tone.Caution);
            var profile = run.ProfileOption ?? run.Environment.Setting("CLAVIGER_PROFILE") ?? ProfileStore.DefaultName;
            if (!ProfileStore.IsName(profile)) throw new CliException(ExitCode.Usage, $"'{TerminalText.Safe(profile)}' can't name a profile: use 1 to 32 letters, digits, dots, hyphens and underscores");
            var token = (run.Value(tokenStdin) ? run.Environment.In.ReadLine() : Ask(run))?.Trim() ?? "";

            using var client = run.Connect(new Connection(url, "none", "this command"));
            var accepted = await client.PostAsync<AcceptedInviteView>("invites/accept", new AcceptInviteRequest(token, run.Value(name)));
            if (run.IsJson) return run.PrintJson(accepted);
            using var mine = run.Connect(new Connection(url, accepted.Value.Secret, "the answer"));
            var organization = await mine.GetAsync<OrganizationView>("me");
            ProfileStore.Of(run.Environment).Save(profile, new Profile(url, accepted.Value.Secret, organization.Value.Name), makeCurrent: true);
            run.Note($"Welcome to {TerminalText.Safe(organization.Value.Name)}: you are {TerminalText.Safe(accepted.Value.User.Email)}, {TerminalText.Safe(accepted.Value.User.Role)}.", Tone.Good);
            run.Note($"Your personal key is saved as profile '{profile}', now in use.");
            return ExitCode.Ok;
        });
    }

    private static string? Ask(CliRun run)
    {
        if (!run.Environment.InIsTerminal || !run.Environment.ErrorIsTerminal)
            throw new CliException(ExitCode.Usage, "there is no terminal to ask for the token on", "Pipe it in: … | claviger invites accept --token-stdin");
        run.Environment.Error.Write("Acceptance token (not shown): ");
        run.Environment.Error.Flush();
        var token = run.Environment.ReadSecret();
        run.Environment.Error.WriteLine();
        return token;
    }
}
