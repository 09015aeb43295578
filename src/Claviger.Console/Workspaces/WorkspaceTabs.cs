using Claviger.Console.Http;
using Claviger.Core.Access;

namespace Claviger.Console.Workspaces;

/// <summary>The parts of the room Workspaces that a viewer may enter.</summary>
internal static class WorkspaceTabs
{
    public static IReadOnlyList<(string Title, string Path)> Of(Viewer viewer) =>
        viewer.May(Permission.WorkspacesRead) ? [("Workspaces", "/workspaces"), ("Environments", "/workspaces/environments")] : [("Workspaces", "/workspaces")];
}
