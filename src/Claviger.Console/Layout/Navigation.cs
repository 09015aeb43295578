using Claviger.Console.Http;
using Claviger.Core.Access;

namespace Claviger.Console.Layout;

/// <summary>The rooms of the console, in the order of the side bar. Whoever may read nothing in a room doesn't see its door.</summary>
internal static class Navigation
{
    public static readonly IReadOnlyList<(string? Title, IReadOnlyList<Door> Doors)> Groups =
    [
        (null, [new("Overview", "/", Permission.UsageRead, "home")]),
        ("Access", [new("API keys", "/keys", Permission.KeysRead, "key"), new("Members", "/members", Permission.MembersRead, "member"), new("Offboarding", "/offboarding", Permission.MembersDelete, "offboard")]),
        ("Spend", [new("Usage", "/usage", Permission.UsageRead, "usage"), new("Cost", "/cost", Permission.UsageRead, "cost")]),
        ("Yours", [new("My access", "/my", null, "person")]),
    ];

    public static bool IsOpen(Door door, Viewer viewer) => door.Needs is not { } needed || viewer.MayAnywhere(needed);

    /// <param name="Icon">Of the sprite <c>icons.svg</c>.</param>
    public sealed record Door(string Title, string Path, Permission? Needs, string Icon);
}
