using Claviger.Console.Http;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Rotation;
using Claviger.Control.Sightings;
using Claviger.Core;
using Claviger.Core.Access;

namespace Claviger.Console.Keys;

/// <summary>Everything that a key's page shows, as far as the viewer may see it.</summary>
internal sealed class KeyReader(BrowseKeys keys, ListKeySecrets secrets, ReadRotation rotation, ReportSpendLimits limits, ListKeySightings sightings, BrowseMembers members)
{
    /// <returns>Null: there is no such key, or not for this viewer.</returns>
    public KeyModel? Read(Viewer viewer, string id)
    {
        if (keys.Get(viewer.Actor, id) is not { } row) return null;
        return new KeyModel(
            row, secrets.Run(viewer.Actor, id).Value?.Data ?? [], rotation.Run(viewer.Actor, id).Value, limits.Explain(viewer.Actor, ConsoleCall.Ask(("api_key_id", id))).Value,
            sightings.Run(viewer.Actor, id).Value?.Data ?? [], viewer.MayIn(Permission.KeysUpdate, row.Key.Scope.WorkspaceId) ? Owners(viewer, members) : []);
    }

    /// <summary>Some members, to be proposed while an address is typed; anybody's can be.</summary>
    public static IReadOnlyList<(string Email, string Name)> Owners(Viewer viewer, BrowseMembers members) =>
        [.. (members.Run(viewer.Actor, null, null, null).Value?.Rows ?? []).Select(row => (row.User.Email, row.User.Name))];

    /// <summary>The member that an address or id means; no text: nobody, and no fault.</summary>
    public static (string? Id, Problem? Fault) OwnerOf(Viewer viewer, BrowseMembers members, string? typed) =>
        typed is null || !typed.Contains('@') ? (typed, null)
        : members.ByEmail(viewer.Actor, typed) is { } found ? (found.Value, null)
        : (null, Problem.Invalid("owner_user_id", "nobody with this address is a member: check the spelling, or invite them first"));
}
