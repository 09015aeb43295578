using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Cli.Workspaces;
using Claviger.Core.Contracts;

namespace Claviger.Cli.ServiceAccounts;

/// <summary><c>claviger service-accounts</c></summary>
internal static class ServiceAccountsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("service-accounts", "Machines with roles of their own")
    {
        Group = CommandGroup.Organization,
        Remark = "A new account can do nothing until it has a role in a workspace and a key: claviger admin-keys create … --service-account.",
        Subcommands = { List(environment), Create(environment), Archive(environment), Grant(environment), Revoke(environment) },
    };

    private static Argument<string> Account() => new("account") { Description = "Name or id of the service account" };

    private static CliCommand List(CliEnvironment environment)
    {
        var archived = new Option<bool>("--archived") { Description = "Archived ones too" };
        return new CliCommand("list", "List service accounts")
        {
            Options = { archived },
            Examples = [new("Newest first", "claviger service-accounts list")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var accounts = await ServiceAccountFinder.ListAsync(client, run.Value(archived));
            if (run.IsJson) return run.PrintJson(accounts);
            var table = new ListTable(new Column("NAME", MayShrink: true), new Column("ROLE"), new Column("STATUS"), new Column("CREATED", DropsAt: 2), new Column("ID", DropsAt: 1));
            foreach (var account in accounts.Value)
                table.Add(account.Name, account.OrganizationRole, StatusTone.Of(account.ArchivedAt is null ? "active" : "archived"), Cell.Faint(run.Times.Of(account.CreatedAt)), Cell.Faint(account.Id));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Lower-case letters, digits and hyphens; for life" };
        var description = new Option<string>("--description") { Description = "What it is for", HelpName = "text" };
        var role = new Option<string>("--role") { Description = "developer (default) or admin", HelpName = "role" };
        return new CliCommand("create", "Make a service account")
        {
            Arguments = { name },
            Options = { description, role },
            Examples = [new("For a deployment pipeline", "claviger service-accounts create deployer --description \"Makes keys for new services\"")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var made = await client.PostAsync<ServiceAccountView>("service_accounts", new CreateServiceAccountRequest(run.Value(name), run.Value(description), run.Value(role)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Created service account {TerminalText.Safe(made.Value.Name)} ({TerminalText.Safe(made.Value.Id)}).");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Archive(CliEnvironment environment)
    {
        var which = Account();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("archive", "End a service account with all its keys, for good")
        {
            Arguments = { which },
            Options = { yes },
            Examples = [new("Asks first", "claviger service-accounts archive deployer")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await ServiceAccountFinder.IdAsync(client, run.Value(which));
            var name = TerminalText.Safe(run.Value(which));
            if (!run.Confirm(run.Value(yes), $"Archiving {name} revokes every key that acts as it or that it owns. This can't be undone.", $"Archive {name}?")) return ExitCode.Refused;
            var archived = await client.PostAsync<ServiceAccountView>($"service_accounts/{id}/archive");
            if (run.IsJson) return run.PrintJson(archived);
            run.Note($"Archived service account {name}. Its keys are refused from now on.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Grant(CliEnvironment environment)
    {
        var (which, workspace) = (Account(), WorkspacesCommand.Workspace());
        var role = new Option<string>("--role") { Description = "workspace_user, workspace_restricted_developer, workspace_developer or workspace_admin", HelpName = "role", Required = true };
        return new CliCommand("grant", "Give a service account a role in a workspace")
        {
            Arguments = { which, workspace },
            Options = { role },
            Examples = [new("It may make keys there", "claviger service-accounts grant deployer Production --role workspace_developer")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (account, place) = (await ServiceAccountFinder.IdAsync(client, run.Value(which)), await WorkspaceFinder.IdAsync(client, run.Value(workspace)));
            var made = await client.PostAsync<ServiceAccountWorkspaceView>($"service_accounts/{account}/workspaces", new SetServiceAccountWorkspaceRequest(place, run.Value(role)!));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"{TerminalText.Safe(run.Value(which))} is {TerminalText.Safe(made.Value.WorkspaceRole)} in {TerminalText.Safe(run.Value(workspace))} now.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Revoke(CliEnvironment environment)
    {
        var (which, workspace) = (Account(), WorkspacesCommand.Workspace());
        return new CliCommand("revoke", "Take a service account out of a workspace")
        {
            Arguments = { which, workspace },
            Examples = [new("Undo it with grant", "claviger service-accounts revoke deployer Production")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var (account, place) = (await ServiceAccountFinder.IdAsync(client, run.Value(which)), await WorkspaceFinder.IdAsync(client, run.Value(workspace)));
            var removed = await client.DeleteAsync<DeletedServiceAccountWorkspaceView>($"service_accounts/{account}/workspaces/{place}");
            if (run.IsJson) return run.PrintJson(removed);
            run.Note($"{TerminalText.Safe(run.Value(which))} is out of {TerminalText.Safe(run.Value(workspace))}.");
            return ExitCode.Ok;
        });
    }
}
