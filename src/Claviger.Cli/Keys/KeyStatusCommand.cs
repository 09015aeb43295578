using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys disable | enable | revoke</c>: three ways to set one field, of which the last has no way back.</summary>
internal static class KeyStatusCommand
{
    public static Command Disable(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        var cut = KeysCommand.CutRequests();
        return new CliCommand("disable", "Stop a key until you enable it again")
        {
            Arguments = { which },
            Options = { cut },
            Examples = [new("A key may have leaked: stop it first, look later", "claviger keys disable prod-search")],
        }.Does(environment, run => SetAsync(run, run.Value(which), "inactive", run.Value(cut), name => $"Disabled key {name}: its requests are refused. Undo it with: claviger keys enable {ShellText.Quote(name)}"));
    }

    public static Command Enable(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        return new CliCommand("enable", "Let a disabled key work again")
        {
            Arguments = { which },
            Examples = [new("After a false alarm", "claviger keys enable prod-search")],
        }.Does(environment, run => SetAsync(run, run.Value(which), "active", false, name => $"Enabled key {name}: it works again."));
    }

    public static Command Revoke(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        var cut = KeysCommand.CutRequests();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("revoke", "Stop a key for good")
        {
            Arguments = { which },
            Options = { cut, yes },
            Remark = "It stays in lists, and its records of use and cost stay. There is no way back; to stop it for a while, disable it. Without a terminal to ask on, --yes is needed.",
            Examples = [new("Asks first", "claviger keys revoke prod-search"), new("In a script", "claviger keys revoke prod-search --yes")],
        }.Does(environment, run => RevokeAsync(run, run.Value(which), run.Value(cut), run.Value(yes)));
    }

    private static async Task<int> SetAsync(CliRun run, string which, string status, bool cut, Func<string, string> done)
    {
        using var client = run.Connect();
        var id = await KeyFinder.IdAsync(client, which);
        var key = await client.PostAsync<ApiKeyView>($"api_keys/{id}", new UpdateApiKeyRequest(Status: status, CutRequests: cut ? true : null));
        if (run.IsJson) return run.PrintJson(key);
        run.Note(done(TerminalText.Safe(key.Value.Name)));
        return ExitCode.Ok;
    }

    private static async Task<int> RevokeAsync(CliRun run, string which, bool cut, bool yes)
    {
        using var client = run.Connect();
        var key = (await KeyFinder.GetAsync(client, which)).Value;
        var name = TerminalText.Safe(key.Name);
        if (key.Status != "archived"
            && !run.Confirm(yes, $"Revoking key {name} ({TerminalText.Safe(key.PartialKeyHint)}) stops service {TerminalText.Safe(key.Service)} from using Claude in {TerminalText.Safe(key.Environment)}, at once. This can't be undone.", $"Revoke {name}?"))
            return ExitCode.Refused;

        var revoked = await client.PostAsync<ApiKeyView>($"api_keys/{key.Id}", new UpdateApiKeyRequest(Status: "archived", CutRequests: cut ? true : null));
        if (run.IsJson) return run.PrintJson(revoked);
        run.Note(key.Status == "archived" ? $"Key {name} was revoked before." : $"Revoked key {name}: its requests are refused from now on.");
        return ExitCode.Ok;
    }
}
