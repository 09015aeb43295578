using Claviger.Control.Http;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Environments;
using Claviger.Core.Policy;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Environments;

namespace Claviger.Control.Environments;

/// <summary>Every environment that is declared, or that a workspace is for.</summary>
public sealed class ListEnvironments(Database database, PolicyHolder policy)
{
    internal Outcome<CursorPage<EnvironmentView>> Run(Actor actor, AdminQuery query)
    {
        var paging = CursorPaging.ReadWhole(query, "environments");
        if (query.Finish() is { } fault) return fault;
        if (!actor.May(Permission.WorkspacesRead)) return Denial.Of(Permission.WorkspacesRead);
        using var reader = database.Read();
        var declared = EnvironmentStore.Of(reader, actor.Organization);
        var workspaces = policy.Current.Workspaces;
        var named = workspaces.Where(workspace => workspace.ArchivedAt is null).Select(workspace => workspace.Environment).OfType<string>().Except(declared.Select(one => one.Name));
        return paging.Cut(declared.Concat(named.Select(name => new DeclaredEnvironment(name, [], Blocks: false)))
            .OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => ViewOf(one, workspaces)).ToList());
    }

    internal static EnvironmentView ViewOf(DeclaredEnvironment environment, IReadOnlyList<Workspace> workspaces) => new(
        "environment", environment.Name, environment.Networks, environment.Blocks,
        [.. workspaces.Where(workspace => workspace.ArchivedAt is null && workspace.Environment == environment.Name).Select(workspace => workspace.Id.Value)]);
}
