using System.Globalization;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Storage;
using Claviger.Storage.Ledger;

namespace Claviger.Control.Ledger;

/// <summary>Adds up every row and compares it with every sum, at one moment of the books.</summary>
public sealed class VerifyLedger(Database database, TimeProvider clock)
{
    /// <summary>Whoever has more than that has another problem than reading them all.</summary>
    private const int MostShown = 1_000;

    internal Outcome<LedgerVerificationView> Run(Actor actor)
    {
        if (!actor.May(Permission.LedgerRead)) return Denial.Of(Permission.LedgerRead);
        using var reader = database.Read();
        var verify = new LedgerVerify(reader);
        var differences = verify.Run(clock.GetUtcNow().ToUnixTimeMilliseconds()).Take(MostShown).Select(ViewOf).ToList();
        return new LedgerVerificationView("ledger_verification", differences.Count == 0, verify.Rows, verify.Shares, differences);
    }

    private static LedgerDifferenceView ViewOf(LedgerDifference difference)
    {
        var isMoney = difference.What.EndsWith("_nanos", StringComparison.Ordinal);
        return new LedgerDifferenceView(
            SumOf(difference.Kind), difference.Where, isMoney ? difference.What[..^"_nanos".Length] : difference.What, Text(difference.Found), Text(difference.Expected));

        string Text(long figure) => isMoney ? new Money(figure).ToCentsString() : figure.ToString(CultureInfo.InvariantCulture);
    }

    private static string SumOf(LedgerDifferenceKind kind) => kind switch
    {
        LedgerDifferenceKind.Hourly => "usage_hourly",
        LedgerDifferenceKind.Daily => "usage_daily",
        LedgerDifferenceKind.WorkspaceHourly => "workspace_hourly",
        LedgerDifferenceKind.WorkspaceDaily => "workspace_daily",
        LedgerDifferenceKind.KeyMonthly => "key_monthly",
        LedgerDifferenceKind.Posted => "limit_posted",
        LedgerDifferenceKind.LeasedAboveCap => "limit_leased",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
