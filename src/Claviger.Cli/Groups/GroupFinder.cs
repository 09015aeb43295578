using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Groups;

/// <summary>Groups by id or by name.</summary>
internal static class GroupFinder
{
    private static readonly Finder<GroupView> ByName = new("group", "claviger groups list", g => g.Name, g => g.Id, _ => true);

    public static Task<Answer<IReadOnlyList<GroupView>>> ListAsync(AdminClient client) => client.CursorListAsync<GroupView>("rbac_groups", () => new Query());

    public static async Task<string> IdAsync(AdminClient client, string text) =>
        EntityId.HasShape(text, GroupId.Prefix) ? text : ByName.Find(text, (await ListAsync(client)).Value).Id;
}
