using Claviger.Control.Http;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Control.Ledger;

internal static class LedgerEndpoints
{
    public static void MapLedger(this RouteGroupBuilder organizations)
    {
        var ledger = organizations.MapGroup("/ledger");
        ledger.MapGet("/unresolved", (HttpContext http, ListUnresolved use) => AdminCall.RunAsync<CursorPage<UnresolvedSpendView>>(http, use.Run))
            .Declares(Permission.LedgerRead)
            .DocumentsOurs("listUnresolvedSpend", "Spend whose truth nobody saw, booked at the most it can be.", CursorPaging.Parameters);
        ledger.MapPost("/unresolved/{id}/resolve", (HttpContext http, string id, ResolveSpend use) =>
                AdminCall.RunAsync<ResolveSpendRequest, ResolvedSpendView>(http, (actor, body, ct) => use.RunAsync(actor, id, body, ct)))
            .Declares(Permission.LedgerResolve, AuditKind.SpendResolved)
            .DocumentsOurs("resolveSpend", "Says what unresolved spend really cost.");
        ledger.MapGet("/verify", (HttpContext http, VerifyLedger use) => AdminCall.RunAsync(http, (actor, ct) => Task.FromResult(use.Run(actor))))
            .Declares(Permission.LedgerRead)
            .DocumentsOurs("verifyLedger", "Compares every sum of the books with its rows.");
    }
}
