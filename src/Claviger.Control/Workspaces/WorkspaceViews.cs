using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;

namespace Claviger.Control.Workspaces;

internal static class WorkspaceViews
{
    public static WorkspaceView Of(Workspace workspace) => new(
        workspace.Id.Value, "workspace", workspace.Name, workspace.CreatedAt, workspace.ArchivedAt, workspace.DisplayColor,
        CompartmentId: "cmp_" + workspace.Id.Value["wrkspc_".Length..], ExternalKeyId: null, UserProfileId: null, workspace.Tags,
        new DataResidencyView("us", "unrestricted", "global"), workspace.Environment, workspace.IsDefault, workspace.Tier);
}
