using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>One key's line of the calendar.</summary>
public sealed class ReadRotation(Database database, SecretUses uses, TimeProvider clock)
{
    public Outcome<RotationView> Run(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        var now = clock.GetUtcNow();
        using var reader = database.Read();
        if (KeyStore.Find(reader, actor.Organization, id) is not { } key || !actor.MayIn(Permission.KeysRead, key.Workspace) || key.StatusAt(now) is KeyStatus.Archived or KeyStatus.Expired) return Problem.NotFound("API key");
        return RotationViews.Of(RotatingKeyStore.Of(reader, actor.Organization, [key], now)[0], SecretDeliveryStore.All(reader, actor.Organization).GetValueOrDefault(key.Id), uses, now);
    }
}
