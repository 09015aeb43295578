using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary>Keys by id or by name.</summary>
internal static class KeyFinder
{
    private static readonly Finder<ApiKeyView> ByName = new(
        "key", "claviger keys list", k => k.Name, k => $"{k.Id}  {k.Status}, in {k.Scope.WorkspaceId}", k => k.Status != "archived");

    public static async Task<IReadOnlyList<ApiKeyView>> AllAsync(AdminClient client, string? workspaceId = null) =>
        (await client.ListAsync<ApiKeyView>("api_keys", () => new Query().With("workspace_id", workspaceId))).Value;

    public static async Task<Answer<ApiKeyView>> GetAsync(AdminClient client, string idOrName) =>
        await client.GetAsync<ApiKeyView>($"api_keys/{await IdAsync(client, idOrName)}");

    /// <summary>Asks the server only when it was given a name.</summary>
    public static async Task<string> IdAsync(AdminClient client, string idOrName)
    {
        if (idOrName.StartsWith("clvk_", StringComparison.Ordinal))
            throw new CliException(ExitCode.Usage, "that is a key's secret, not its name or id", "Shells keep a history of what you type: consider replacing this key.", "See the names: claviger keys list");
        return EntityId.HasShape(idOrName, ApiKeyId.Prefix) ? idOrName : ByName.Find(idOrName, await AllAsync(client)).Id;
    }

    public static ApiKeyView Find(string idOrName, IReadOnlyList<ApiKeyView> all) =>
        all.FirstOrDefault(k => k.Id == idOrName) ?? ByName.Find(idOrName, all);
}
