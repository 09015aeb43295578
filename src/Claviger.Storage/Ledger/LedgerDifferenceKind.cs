namespace Claviger.Storage.Ledger;

/// <summary>In which sum a difference was found.</summary>
public enum LedgerDifferenceKind
{
    /// <summary>An hour's sum isn't that of its rows.</summary>
    Hourly,

    /// <summary>A day's sum isn't that of its rows.</summary>
    Daily,

    /// <summary>What a limit has posted in a period isn't what the rows it covers cost, plus entries.</summary>
    Posted,

    /// <summary>
    /// A hard limit has money leased and not the room for it. Right after a cap was lowered, or grants ended, this is no fault: nothing more
    /// is granted, and what is leased comes back or is spent.
    /// </summary>
    LeasedAboveCap,

    /// <summary>What a workspace's keys used in an hour together isn't the sum of their hours.</summary>
    WorkspaceHourly,

    /// <summary>The same of a day.</summary>
    WorkspaceDaily,

    /// <summary>A key's month isn't the sum of its days.</summary>
    KeyMonthly,
}
