using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>How many secrets are overdue, and the longest overdue of them. What <see cref="ListRotations"/> finds by looking at every key, this finds by age.</summary>
public sealed class FindOverdue(Database database, SecretUses uses, TimeProvider clock)
{
    /// <summary>Beyond that the number says no more.</summary>
    public const int MostCounted = 1_000;

    public OverdueRotations Run(Actor actor, int few)
    {
        if (!actor.MayAnywhere(Permission.KeysRead)) return new OverdueRotations(0, []);
        var now = clock.GetUtcNow();
        using var reader = database.Read();
        var numbers = OverdueStore.Read(reader, actor.Organization, actor.WorkspacesWith(Permission.KeysRead)?.Select(place => place.Value).ToList(), now, MostCounted);
        var keys = KeyStore.Of(reader, actor.Organization, numbers.Take(few));
        return new OverdueRotations(numbers.Count, [.. RotatingKeyStore.Of(reader, actor.Organization, numbers.Take(few).Select(number => keys[number]), now).Select(key => RotationViews.Of(key, null, uses, now))]);
    }
}

/// <param name="Count">At most <see cref="FindOverdue.MostCounted"/>.</param>
/// <param name="First">Without what became of deliveries.</param>
public sealed record OverdueRotations(int Count, IReadOnlyList<RotationView> First);
