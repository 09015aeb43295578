using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;

namespace Claviger.Control.Keys;

/// <summary>The secrets a key has and had, with their first and last use: the evidence that consumers have moved (X4).</summary>
public sealed class ListKeySecrets(Database database, SecretUses uses, TimeProvider clock)
{
    public Outcome<ApiKeySecretList> Run(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return Denial.Of(Permission.KeysRead);
        using var reader = database.Read();
        if (KeyStore.Find(reader, actor.Organization, id) is not { } key || !actor.MayIn(Permission.KeysRead, key.Workspace)) return Problem.NotFound("API key");
        var now = clock.GetUtcNow();
        return new ApiKeySecretList(KeySecretStore.Of(reader, key.Id).Reverse().Select(secret => KeySecretViews.Of(secret, uses, now)).ToList());
    }
}
