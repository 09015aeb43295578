using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.SignIn;
using Claviger.Storage;
using Claviger.Storage.SignIn;

namespace Claviger.Control.SignIn;

/// <summary>Signs out: this session, another of one's own, or all others.</summary>
public sealed class EndSession(Database database)
{
    public async Task RunAsync(Actor actor, ConsoleSession own, string session, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        if (ConsoleSessionStore.End(tx, own.Member, new ConsoleSessionId(session))) tx.Record(actor.Did(AuditKind.SignedOut, own.Member.Value, AuditDetail.Of(("session_id", session))));
    }

    public async Task OthersAsync(Actor actor, ConsoleSession own, CancellationToken ct)
    {
        using var tx = await database.BeginAdminAsync(ct);
        var count = ConsoleSessionStore.EndAllOf(tx, own.Member, but: own.Id);
        if (count > 0) tx.Record(actor.Did(AuditKind.SignedOut, own.Member.Value, AuditDetail.Of(("others", count))));
    }

    public IReadOnlyList<ConsoleSession> Mine(ConsoleSession own)
    {
        using var reader = database.Read();
        return ConsoleSessionStore.Of(reader, own.Member);
    }
}
