using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.ServiceAccounts;

/// <summary>Service accounts by id or by name.</summary>
internal static class ServiceAccountFinder
{
    private static readonly Finder<ServiceAccountView> ByName = new("service account", "claviger service-accounts list", a => a.Name, a => a.Id, a => a.ArchivedAt is null);

    public static Task<Answer<IReadOnlyList<ServiceAccountView>>> ListAsync(AdminClient client, bool archived) =>
        client.CursorListAsync<ServiceAccountView>("service_accounts", () => new Query().With("include_archived", archived ? "true" : null));

    public static async Task<string> IdAsync(AdminClient client, string text) =>
        EntityId.HasShape(text, ServiceAccountId.Prefix) ? text : ByName.Find(text, (await ListAsync(client, archived: true)).Value).Id;
}
