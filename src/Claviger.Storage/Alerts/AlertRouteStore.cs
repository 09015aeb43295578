using System.Text.Json;
using Claviger.Core;

namespace Claviger.Storage.Alerts;

/// <summary>Which channels hear of one workspace, beside those of the rules.</summary>
public static class AlertRouteStore
{
    private const string Select = "SELECT workspace_id AS Workspace, channels AS Channels FROM alert_routes WHERE organization_id = @organization ORDER BY workspace_id";

    public static IReadOnlyDictionary<string, IReadOnlyList<AlertChannelId>> All(Reader reader, OrganizationId organization) =>
        reader.Query<Row>(Select, new { organization = organization.Value }).ToDictionary(row => row.Workspace, row => row.ToChannels());

    public static IReadOnlyDictionary<string, IReadOnlyList<AlertChannelId>> All(AdminTransaction tx, OrganizationId organization) =>
        tx.Query<Row>(Select, new { organization = organization.Value }).ToDictionary(row => row.Workspace, row => row.ToChannels());

    /// <summary>No channels: no route.</summary>
    public static void Put(AdminTransaction tx, OrganizationId organization, WorkspaceId workspace, IReadOnlyList<AlertChannelId> channels)
    {
        var args = new { organization = organization.Value, workspace = workspace.Value, channels = JsonSerializer.Serialize(channels.Select(channel => channel.Value)) };
        tx.Execute(channels.Count == 0
            ? "DELETE FROM alert_routes WHERE organization_id = @organization AND workspace_id = @workspace"
            : """
              INSERT INTO alert_routes (organization_id, workspace_id, channels) VALUES (@organization, @workspace, @channels)
              ON CONFLICT (organization_id, workspace_id) DO UPDATE SET channels = excluded.channels
              """, args);
    }

    private sealed record Row
    {
        public string Workspace { get; init; } = "";
        public string Channels { get; init; } = "[]";

        public IReadOnlyList<AlertChannelId> ToChannels() => [.. JsonSerializer.Deserialize<List<string>>(Channels)!.Select(id => new AlertChannelId(id))];
    }
}
