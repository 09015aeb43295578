using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

public sealed class ListSecretSinks(Database database)
{
    internal Outcome<SecretSinkList> Run(Actor actor)
    {
        if (!actor.May(Permission.SecretSinksRead)) return Denial.Of(Permission.SecretSinksRead);
        using var reader = database.Read();
        return new SecretSinkList(SecretSinkStore.All(reader, actor.Organization).Select(SecretSinkViews.Of).ToList());
    }
}
