using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Members;
using Claviger.Core.SignIn;

namespace Claviger.Console.Http;

/// <summary>Who looks at a page, what they may do now, and how they want to see it. Made anew for each request.</summary>
/// <param name="FormToken">Every form of the page carries it.</param>
/// <param name="Zone">Of the browser; UTC until it has said so.</param>
/// <param name="Theme">light, dark, or auto: as the system has it.</param>
/// <param name="Path">Of this page, without query.</param>
public sealed record Viewer(
    ConsoleSession Session, Member Member, Actor Actor, string OrganizationName, string FormToken, TimeZoneInfo Zone, string Theme, DateTimeOffset Now, string Path, bool IsDemo)
{
    /// <summary>Name of what the form before this page did.</summary>
    public string? Note { get; init; }

    public bool May(Permission permission) => Actor.May(permission);

    public bool MayAnywhere(Permission permission) => Actor.MayAnywhere(permission);

    public bool MayIn(Permission permission, string workspace) => Actor.MayIn(permission, new WorkspaceId(workspace));

    /// <summary>The request asks, and does nothing.</summary>
    public bool IsReading { get; init; }

    /// <summary>Whether the last proof of identity still counts for dangerous acts.</summary>
    public bool IsFresh => Session.IsFreshAt(Now);

    public string Name => Member.Name.Length > 0 ? Member.Name : Member.Email;
}
