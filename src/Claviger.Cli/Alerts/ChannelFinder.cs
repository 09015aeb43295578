using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary>Channels by id or by name.</summary>
internal static class ChannelFinder
{
    private static readonly Finder<AlertChannelView> ByName = new("channel", "claviger alerts channels list", channel => channel.Name, channel => channel.Id, _ => true);

    public static Task<Answer<IReadOnlyList<AlertChannelView>>> ListAsync(AdminClient client) => client.CursorListAsync<AlertChannelView>("alert_channels", () => new Query());

    public static async Task<string> IdAsync(AdminClient client, string text) =>
        EntityId.HasShape(text, AlertChannelId.Prefix) ? text : ByName.Find(text, (await ListAsync(client)).Value).Id;

    public static async Task<IReadOnlyList<string>?> IdsAsync(AdminClient client, IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 }) return null;
        if (names is ["none"]) return [];
        var all = (await ListAsync(client)).Value;
        return [.. names.Select(name => EntityId.HasShape(name, AlertChannelId.Prefix) ? name : ByName.Find(name, all).Id)];
    }
}
