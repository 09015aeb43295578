using Claviger.Console.Http;
using Claviger.Core.Access;

namespace Claviger.Console.Layout;

/// <summary>The rooms of the console, in the order of the side bar. Whoever may read nothing in a room doesn't see its door.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<(string? Title, IReadOnlyList<Door> Doors)> Groups =
    [
        (null, [new("Overview", "/", Permission.UsageRead, "home")]),
        ("Access", [
            new("Workspaces", "/workspaces", Permission.WorkspacesRead, "workspace"),
            new("API keys", "/keys", Permission.KeysRead, "key"),
            new("Members", "/members", Permission.MembersRead, "member"),
            new("Offboarding", "/offboarding", Permission.MembersDelete, "offboard")]),
        ("Spend", [
            new("Usage", "/usage", Permission.UsageRead, "usage"),
            new("Cost", "/cost", Permission.UsageRead, "cost"),
            new("Limits", "/limits", Permission.LimitsRead, "limit"),
            new("Tiers", "/tiers", Permission.RatesRead, "tier") { IsEverywhere = true }]),
        ("Proof", [
            new("Checklist", "/checklist", Permission.ChecklistRead, "check"),
            new("Alerts", "/alerts", Permission.AlertsRead, "alert"),
            new("Audit log", "/audit", Permission.AuditRead, "log"),
            new("Request log", "/requests", Permission.UsageRead, "search")]),
        ("Yours", [new("My access", "/my", null, "person")]),
        ("Organization", [new("Settings", "/settings", Permission.OrganizationRead, "settings")]),
    ];

    public static bool IsOpen(Door door, Viewer viewer) => door.Needs is not { } needed || (door.IsEverywhere ? viewer.May(needed) : viewer.MayAnywhere(needed));

    /// <param name="Icon">Of the sprite <c>icons.svg</c>.</param>
    public sealed record Door(string Title, string Path, Permission? Needs, string Icon)
    {
        /// <summary>A right in one workspace shows nothing there.</summary>
        public bool IsEverywhere { get; init; }
    }
}
