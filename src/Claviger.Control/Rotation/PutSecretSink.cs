using System.Text.RegularExpressions;
using Claviger.Control.Webhooks;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Rotation;
using Claviger.Storage.Secrets;

namespace Claviger.Control.Rotation;

/// <summary>Makes a sink, or takes the place of one whole: with the address the credential must be said anew, so that nobody turns a sealed one to an address of their own.</summary>
public sealed partial class PutSecretSink(Database database, Sealer sealer, RotationOptions options, TimeProvider clock)
{
    private const int MostCredential = 8_192;

    public async Task<Outcome<SecretSinkView>> RunAsync(Actor actor, string name, PutSecretSinkRequest request, CancellationToken ct)
    {
        if (!SinkKindNames.All.TryGetValue(request.Kind, out var kind)) return Problem.Invalid("kind", $"must be one of {string.Join(", ", SinkKindNames.All.Keys)}");
        using var tx = await database.BeginAdminAsync(ct);
        var before = SecretSinkStore.Find(tx, actor.Organization, name);
        var act = before is null ? AuditKind.SecretSinkCreated : AuditKind.SecretSinkUpdated;
        if (!actor.May(Permission.SecretSinksUpdate)) return Denial.Of(tx, actor, act, name, Permission.SecretSinksUpdate);
        if (!Form().IsMatch(name)) return Problem.Invalid("name", "must be 1 to 40 lower-case letters, digits, hyphens and underscores, beginning with a letter");
        if (request.Credential is { } credential && (credential.Length is 0 or > MostCredential || credential.Any(c => c is <= ' ' or >= '\x7f'))) return Problem.Invalid("credential", $"must be 1 to {MostCredential} visible ASCII characters");
        var settings = SecretSinkViews.Read(request);
        if (SinkFaults.In(kind, settings, request.Credential is not null, options) is { } fault) return fault;
        if (kind == SinkKind.Webhook && WebhookSecret.Read(request.Credential!) is null) return Problem.Invalid("credential", "must be a secret of Standard Webhooks: whsec_ and 24 to 64 bytes as base64");

        var now = clock.GetUtcNow();
        var sink = new SecretSink(name, kind, settings, request.Credential is not null, before?.CreatedAt ?? now, now);
        if (SinkUse.FaultIn(sink, RotationPolicyStore.Of(tx, actor.Organization).All) is { } shared) return shared;
        SecretSinkStore.Put(tx, sealer, actor.Organization, sink, request.Credential);
        tx.Record(actor.Did(act, name, AuditDetail.Of(
            ("kind", request.Kind), ("before", before is null ? null : SecretSinkViews.Of(before).Settings), ("after", SecretSinkViews.Of(sink).Settings), ("has_credential", sink.HasCredential))));
        return SecretSinkViews.Of(sink);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z")]
    private static partial Regex Form();
}
