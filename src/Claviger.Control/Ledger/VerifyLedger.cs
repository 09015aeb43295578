using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Ledger;

namespace Claviger.Control.Ledger;

/// <summary>Adds up every row and compares it with every sum, at one moment of the books.</summary>
public sealed class VerifyLedger(Database database)
{
    internal Outcome<LedgerVerificationView> Run(Actor actor)
    {
        if (!actor.May(Permission.LedgerRead)) return Denial.Of(Permission.LedgerRead);
        using var reader = database.Read();
        var found = LedgerVerify.Run(reader);
        return new LedgerVerificationView(
            "ledger_verification", found.Differences.Count == 0, found.Rows, found.Limits,
            found.Differences.Select(difference => new LedgerDifferenceView(
                difference.What, difference.Booked.ToCentsString(), difference.Expected.ToCentsString(), (difference.Booked - difference.Expected).ToCentsString())).ToList());
    }
}
