using Claviger.Control.Limits;
using Claviger.Core.Contracts;

namespace Claviger.Console.Limits;

/// <param name="Pending">The oldest last.</param>
/// <param name="Decided">A page of what was decided, the newest first.</param>
/// <param name="Next">Position of the next page of those; null: this is the last.</param>
/// <param name="Limits">Those that they are about, by id; one that is gone is not among them.</param>
public sealed record RequestListModel(IReadOnlyList<IncreaseRequestView> Pending, bool HasMorePending, IReadOnlyList<IncreaseRequestView> Decided, string? Next, bool IsFirstPage, IReadOnlyDictionary<string, LimitRow> Limits);

/// <param name="Limit">Null: it is gone, or not to be seen.</param>
/// <param name="Amount">As it was typed.</param>
public sealed record RequestModel(IncreaseRequestView Request, LimitRow? Limit, string? Amount, bool UntilPeriodEnd);
