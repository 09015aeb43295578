using Claviger.Core.Contracts;
using Claviger.Core.Workspaces;

namespace Claviger.Control.Workspaces;

internal static class WorkspaceViews
{
    public static WorkspaceView Of(Workspace workspace) => new(
        workspace.Id.Value, "workspace", workspace.Name, workspace.CreatedAt, workspace.ArchivedAt, workspace.DisplayColor,
        CompartmentId: "cmp_" + workspace.Id.Value["wrkspc_".Length..], workspace.ExternalKey, workspace.UserProfile, workspace.Tags,
        Of(workspace.Residency), workspace.Environment, workspace.IsDefault, workspace.Tier);

    public static DataResidencyView Of(DataResidency residency) =>
        new(residency.WorkspaceGeo, new GeoListView(GeoNames.ListOf(residency.Allowed)), GeoNames.Of(residency.Default));
}
