using Claviger.Console.Http;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Rotation;
using Claviger.Control.Sightings;
using Claviger.Core.Access;

namespace Claviger.Console.Keys;

/// <summary>Everything that a key's page shows, as far as the viewer may see it.</summary>
internal sealed class KeyReader(BrowseKeys keys, ListKeySecrets secrets, ReadRotation rotation, ReportSpendLimits limits, ListKeySightings sightings, ListMembers members)
{
    /// <returns>Null: there is no such key, or not for this viewer.</returns>
    public KeyModel? Read(Viewer viewer, string id)
    {
        if (keys.Get(viewer.Actor, id) is not { } row) return null;
        return new KeyModel(
            row, secrets.Run(viewer.Actor, id).Value?.Data ?? [], rotation.Run(viewer.Actor, id).Value, limits.Explain(viewer.Actor, ConsoleCall.Ask(("api_key_id", id))).Value,
            sightings.Run(viewer.Actor, id).Value?.Data ?? [], viewer.MayIn(Permission.KeysUpdate, row.Key.Scope.WorkspaceId) ? Owners(viewer, members) : []);
    }

    public static IReadOnlyList<(string Id, string Name)> Owners(Viewer viewer, ListMembers members) =>
        [.. (members.Run(viewer.Actor, ConsoleCall.Ask(("limit", "1000"))).Value?.Data ?? []).Select(user => (user.Id, user.Name.Length > 0 ? $"{user.Name} ({user.Email})" : user.Email))];
}
