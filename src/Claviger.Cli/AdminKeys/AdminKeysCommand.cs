using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Cli.ServiceAccounts;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.AdminKeys;

/// <summary><c>claviger admin-keys</c></summary>
internal static class AdminKeysCommand
{
    private static readonly Finder<AdminKeyView> ByName = new("admin key", "claviger admin-keys list", key => key.Name, key => $"{key.Id}  {key.Owner.Type}  {key.Status}", key => key.Status != "archived");

    public static Command Build(CliEnvironment environment) => new CliCommand("admin-keys", "Keys for the Admin API and this program")
    {
        Group = CommandGroup.Organization,
        Remark = "A key is the organization's, a service account's, or your own. None may more, or lives longer, than the key that makes it.",
        Subcommands =
        {
            List(environment), Create(environment),
            Status(environment, "disable", "inactive", "Stop an admin key until you enable it again", "Disabled"),
            Status(environment, "enable", "active", "Let a disabled admin key work again", "Enabled"),
            Status(environment, "revoke", "archived", "End an admin key, for good", "Revoked"),
        },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List admin keys: all, or your own if you may not see others'")
    {
        Examples = [new("Which keys there are, and as whom they act", "claviger admin-keys list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var keys = await AllAsync(client);
        if (run.IsJson) return run.PrintJson(keys);
        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("ACTS AS", MayShrink: true), new Column("SCOPES", MayShrink: true, DropsAt: 3), new Column("STATUS"), new Column("EXPIRES", DropsAt: 2), new Column("LAST USED", DropsAt: 4), new Column("ID", DropsAt: 1));
        foreach (var key in keys.Value)
        {
            table.Add(key.Name, key.Owner.Id ?? key.Owner.Type, key.Scopes is null ? "all" : string.Join(',', key.Scopes), StatusTone.Of(key.Status),
                Cell.Faint(key.ExpiresAt is { } end ? run.Times.Of(end) : "never"), key.LastUsedAt is { } last ? new Cell(run.Times.Of(last)) : Cell.Faint("never"), Cell.Faint(key.Id));
        }

        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "What the key is for" };
        var personal = new Option<bool>("--personal") { Description = "Your own: it acts as you, and ends with your membership" };
        var account = new Option<string>("--service-account") { Description = "Acts as this service account", HelpName = "account" };
        var scopes = new Option<string[]>("--scope") { Description = "A permission that the key is held to, like keys.read; may be repeated (default: all that its owner may)", HelpName = "permission" };
        var expires = new Option<string>("--expires") { Description = "When it stops: 90d, or a date (default: never)", HelpName = "when" };
        var secretOnly = new Option<bool>("--secret-only") { Description = "Print the secret and nothing else, to pipe into a secret store" };
        return new CliCommand("create", "Make an admin key and print its secret, once")
        {
            Arguments = { name },
            Options = { personal, account, scopes, expires, secretOnly },
            Examples =
            [
                new("For a nightly report: reads usage, for 90 days", "claviger admin-keys create nightly-report --scope usage.read --expires 90d"),
                new("Another one of your own, for a second machine", "claviger admin-keys create laptop --personal"),
                new("Straight into a secret store", "claviger admin-keys create deployer --service-account deployer --secret-only | vault kv put secret/deployer key=-"),
            ],
        }.Does(environment, async run =>
        {
            if (run.Value(personal) && run.Value(account) is not null) throw new CliException(ExitCode.Usage, "--personal and --service-account can't go together");
            if (run.Value(secretOnly) && run.IsJson) throw new CliException(ExitCode.Usage, "--secret-only and --json can't go together");
            var end = run.Value(expires) is { } when ? Moment.Future("--expires", when, run.Environment.Time.GetUtcNow()) : (DateTimeOffset?)null;
            using var client = run.Connect();
            var accountId = run.Value(account) is { } who ? await ServiceAccountFinder.IdAsync(client, who) : null;
            var made = await client.PostAsync<CreatedAdminKeyView>("admin_keys", new CreateAdminKeyRequest(
                run.Value(name), run.Value(personal) ? "user" : accountId is not null ? "service_account" : null, accountId, run.Value(scopes) is { Length: > 0 } some ? some : null, end));
            if (run.IsJson) return run.PrintJson(made);
            if (run.Value(secretOnly))
            {
                run.Out.Raw(TerminalText.Safe(made.Value.Secret));
                return ExitCode.Ok;
            }

            run.Note($"Created admin key {TerminalText.Safe(made.Value.AdminKey.Name)} ({TerminalText.Safe(made.Value.AdminKey.Id)}). Its secret:");
            run.Note("");
            run.Out.Parts(new Cell("  "), new Cell(made.Value.Secret, Tone.Strong));
            run.Note("");
            run.Note("Shown once: store it now. Nobody can show it again, not even Claviger.", Tone.Caution);
            return ExitCode.Ok;
        });
    }

    private static CliCommand Status(CliEnvironment environment, string verb, string status, string description, string done)
    {
        var which = new Argument<string>("key") { Description = "Name or id of the admin key" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        var isFinal = status == "archived";
        var command = new CliCommand(verb, description)
        {
            Arguments = { which },
            Examples = [new(isFinal ? "Asks first: there is no way back" : "By name", $"claviger admin-keys {verb} nightly-report")],
        };
        if (isFinal) command.Add(yes);
        return command.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = EntityId.HasShape(run.Value(which), AdminKeyId.Prefix) ? run.Value(which) : ByName.Find(run.Value(which), (await AllAsync(client)).Value).Id;
            var name = TerminalText.Safe(run.Value(which));
            if (isFinal && !run.Confirm(run.Value(yes), $"Revoking admin key {name} ends it at once. This can't be undone.", $"Revoke {name}?")) return ExitCode.Refused;
            var changed = await client.PostAsync<AdminKeyView>($"admin_keys/{id}", new UpdateAdminKeyRequest(Status: status));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"{done} admin key {TerminalText.Safe(changed.Value.Name)}.");
            return ExitCode.Ok;
        });
    }

    private static Task<Answer<IReadOnlyList<AdminKeyView>>> AllAsync(AdminClient client) => client.ListAsync<AdminKeyView>("admin_keys", () => new Query());
}
