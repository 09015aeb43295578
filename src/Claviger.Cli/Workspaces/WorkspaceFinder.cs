using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Workspaces;

/// <summary>Workspaces by id or by name, archived and default ones too.</summary>
internal static class WorkspaceFinder
{
    private static readonly Finder<WorkspaceView> ByName = new(
        "workspace", "claviger workspaces list --archived", w => w.Name, w => $"{w.Id}  {w.Environment ?? "-"}{(w.ArchivedAt is null ? "" : ", archived")}", w => w.ArchivedAt is null);

    public static async Task<IReadOnlyList<WorkspaceView>> AllAsync(AdminClient client) =>
        (await client.ListAsync<WorkspaceView>("workspaces", () => new Query().With("include_archived", "true").With("include_default", "true"))).Value;

    public static async Task<Answer<WorkspaceView>> GetAsync(AdminClient client, string idOrName) =>
        await client.GetAsync<WorkspaceView>($"workspaces/{await IdAsync(client, idOrName)}");

    /// <summary>Asks the server only when it was given a name.</summary>
    public static async Task<string> IdAsync(AdminClient client, string idOrName) =>
        EntityId.HasShape(idOrName, WorkspaceId.Prefix) ? idOrName : ByName.Find(idOrName, await AllAsync(client)).Id;

    public static WorkspaceView Find(string idOrName, IReadOnlyList<WorkspaceView> all) =>
        all.FirstOrDefault(w => w.Id == idOrName) ?? ByName.Find(idOrName, all);
}
