using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>Deletes a sink that no policy names. What was brought there stays there.</summary>
public sealed class DeleteSecretSink(Database database)
{
    public async Task<Outcome<DeletedSecretSinkView>> RunAsync(Actor actor, string name, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.SecretSinksUpdate)) return Denial.Of(tx, actor, AuditKind.SecretSinkDeleted, name, Permission.SecretSinksUpdate);
        if (SecretSinkStore.Find(tx, actor.Organization, name) is not { } sink) return Problem.NotFound("secret sink");
        var users = RotationPolicyStore.Of(tx, actor.Organization).All.Where(policy => policy.Value.Sink == name).Select(policy => policy.Key.Id).ToList();
        if (users.Count > 0)
            return new Problem(ProblemKind.InvalidRequest, $"sink '{name}' is named by the rotation policy of {string.Join(", ", users.Take(5))}{(users.Count > 5 ? $" and {users.Count - 5} more" : "")}: give those another sink first, or none", ErrorCode: "sink_in_use");
        SecretSinkStore.Delete(tx, actor.Organization, name);
        tx.Record(actor.Did(AuditKind.SecretSinkDeleted, name, AuditDetail.Of(("before", SecretSinkViews.Of(sink).Settings))));
        return new DeletedSecretSinkView(name, "secret_sink_deleted");
    }
}
