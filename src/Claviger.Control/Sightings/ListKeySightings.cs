using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Sightings;

namespace Claviger.Control.Sightings;

/// <summary>From where and by which programs a key is used.</summary>
public sealed class ListKeySightings(Database database)
{
    public Outcome<ApiKeySightingList> Run(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        using var reader = database.Read();
        if (KeyStore.Find(reader, actor.Organization, id) is not { } key || !actor.MayIn(Permission.KeysRead, key.Workspace)) return Problem.NotFound("API key");
        return new ApiKeySightingList(SightingStore.Of(reader, key.Number)
            .Select(seen => new ApiKeySightingView("api_key_sighting", id, seen.Network, seen.Environment.Length == 0 ? null : seen.Environment, seen.Client, seen.FirstAt, seen.LastAt)).ToList());
    }
}
