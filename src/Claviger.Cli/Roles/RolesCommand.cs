using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Roles;

/// <summary><c>claviger roles</c></summary>
internal static class RolesCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("roles", "Built-in and custom roles, and who has which")
    {
        Group = CommandGroup.Organization,
        Remark = "Organization roles are given by members update, workspace roles by workspaces members add; custom ones, and roles of groups, by assign.",
        Subcommands =
        {
            List(environment), Get(environment), Create(environment), Update(environment), Delete(environment),
            AssignRoleCommand.Build(environment), AssignRoleCommand.Unassign(environment), AssignRoleCommand.Assignments(environment),
        },
    };

    public static Argument<string> Which() => new("role") { Description = "Name or id of the role" };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List roles")
    {
        Examples = [new("Anthropic's first, then your own", "claviger roles list")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var roles = await RoleFinder.ListAsync(client);
        if (run.IsJson) return run.PrintJson(roles);
        var table = new ListTable(new Column("NAME", MayShrink: true), new Column("SOURCE"), new Column("SCOPE"), new Column("DESCRIPTION", MayShrink: true, DropsAt: 3), new Column("ID", DropsAt: 1));
        foreach (var role in roles.Value) table.Add(role.DisplayName, role.Source.Type, role.Scope, role.Description ?? "-", Cell.Faint(role.Id));
        table.Print(run.Out);
        return ExitCode.Ok;
    });

    private static CliCommand Get(CliEnvironment environment)
    {
        var which = Which();
        return new CliCommand("get", "Show what a role may do")
        {
            Arguments = { which },
            Examples = [new("A built-in one", "claviger roles get workspace_developer")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var permissions = await client.GetAsync<CursorPage<RolePermissionView>>($"rbac_roles/{await RoleFinder.IdAsync(client, run.Value(which))}/permissions");
            if (run.IsJson) return run.PrintJson(permissions);
            foreach (var permission in permissions.Value.Data) run.Out.Line(TerminalText.Safe(permission.Action));
            return ExitCode.Ok;
        });
    }

    private static CliCommand Create(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the new role" };
        var (permissions, description) = (Permissions(required: true), new Option<string>("--description") { Description = "Who should have it", HelpName = "text" });
        return new CliCommand("create", "Make a role")
        {
            Arguments = { name },
            Options = { permissions, description },
            Remark = "Nobody can name a permission that they don't have themselves.",
            Examples = [new("May see money, and nothing else", "claviger roles create controller --permission usage.read --permission limits.read")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var made = await client.PostAsync<RoleView>("rbac_roles", new CreateRoleRequest(run.Value(name), run.Value(permissions)!, run.Value(description)));
            if (run.IsJson) return run.PrintJson(made);
            run.Note($"Created role {TerminalText.Safe(made.Value.DisplayName)} ({TerminalText.Safe(made.Value.Id)}).");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Update(CliEnvironment environment)
    {
        var (which, permissions) = (Which(), Permissions(required: false));
        var name = new Option<string>("--name") { Description = "Another name", HelpName = "name" };
        return new CliCommand("update", "Change a role: whoever has it gains or loses at once")
        {
            Arguments = { which },
            Options = { name, permissions },
            Examples = [new("Replaces all its permissions", "claviger roles update controller --permission usage.read")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var changed = await client.PostAsync<RoleView>($"rbac_roles/{await RoleFinder.IdAsync(client, run.Value(which))}",
                new UpdateRoleRequest(run.Value(name), run.Value(permissions) is { Length: > 0 } some ? some : null));
            if (run.IsJson) return run.PrintJson(changed);
            run.Note($"Updated role {TerminalText.Safe(changed.Value.DisplayName)}.");
            return ExitCode.Ok;
        });
    }

    private static CliCommand Delete(CliEnvironment environment)
    {
        var which = Which();
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        return new CliCommand("delete", "Delete a custom role: whoever has it loses it")
        {
            Arguments = { which },
            Options = { yes },
            Examples = [new("Asks first", "claviger roles delete controller")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var id = await RoleFinder.IdAsync(client, run.Value(which));
            var name = TerminalText.Safe(run.Value(which));
            if (!run.Confirm(run.Value(yes), $"Deleting role {name} takes it from everybody who has it. This can't be undone.", $"Delete {name}?")) return ExitCode.Refused;
            var deleted = await client.DeleteAsync<DeletedView>($"rbac_roles/{id}");
            if (run.IsJson) return run.PrintJson(deleted);
            run.Note($"Deleted role {name}.");
            return ExitCode.Ok;
        });
    }

    private static Option<string[]> Permissions(bool required) =>
        new("--permission") { Description = "A permission, like keys.read; may be repeated", HelpName = "permission", Required = required };
}
