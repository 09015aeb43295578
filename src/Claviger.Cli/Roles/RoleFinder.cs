using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Roles;

/// <summary>Roles by id, by identifier or by name.</summary>
internal static class RoleFinder
{
    private static readonly Finder<RoleView> ByName = new("role", "claviger roles list", r => r.DisplayName, r => $"{r.Id}  {r.Source.Type}", _ => true);

    public static Task<Answer<IReadOnlyList<RoleView>>> ListAsync(AdminClient client) => client.CursorListAsync<RoleView>("rbac_roles", () => new Query());

    public static async Task<string> IdAsync(AdminClient client, string text) =>
        EntityId.HasShape(text, RoleId.Prefix) ? text : ByName.Find(text, (await ListAsync(client)).Value).Id;
}
