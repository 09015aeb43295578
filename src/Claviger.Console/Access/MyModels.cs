using Claviger.Control.Access;
using Claviger.Control.Keys;
using Claviger.Control.Requests;
using Claviger.Core.Contracts;

namespace Claviger.Console.Access;

/// <param name="Requests">One's own for higher limits, newest first.</param>
/// <param name="Sent">What was typed to ask for more, to stand there again.</param>
public sealed record MyModel(
    MemberAccess Access, KeyRows Keys, bool IsFirstPage, IReadOnlyList<SpendLimitUseView> Limits, IReadOnlyList<IncreaseRequestView> Requests, IReadOnlyList<OwnFailure> Failures, AskSent Sent);

/// <param name="Limit">Id of the limit.</param>
public sealed record AskSent(string? Limit, string? Amount, string? Reason);
