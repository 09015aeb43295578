using Claviger.Core;

namespace Claviger.Storage.Ledger;

/// <summary><c>lde_…</c>: what moves a limit's posted sum besides usage rows.</summary>
internal static class LedgerEntryIds
{
    public static string New() => EntityId.New("lde_");
}
