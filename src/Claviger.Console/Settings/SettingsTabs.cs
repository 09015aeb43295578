using Claviger.Console.Http;
using Claviger.Core.Access;

namespace Claviger.Console.Settings;

/// <summary>The parts of the room Settings that a viewer may enter.</summary>
internal static class SettingsTabs
{
    public static IReadOnlyList<(string Title, string Path)> Of(Viewer viewer)
    {
        var tabs = new List<(string, string)> { ("Organization", "/settings") };
        if (viewer.MayAnywhere(Permission.KeysRead)) tabs.Add(("Rotation", "/settings/rotation"));
        if (viewer.May(Permission.UpstreamsRead)) tabs.Add(("Upstreams", "/settings/upstreams"));
        if (viewer.May(Permission.AdminKeysRead) || viewer.May(Permission.PersonalKeysCreate)) tabs.Add(("Admin keys", "/settings/admin-keys"));
        if (viewer.May(Permission.DeploymentRead)) tabs.Add(("Deployment", "/settings/deployment"));
        return tabs;
    }
}
