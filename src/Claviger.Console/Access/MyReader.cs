using Claviger.Console.Http;
using Claviger.Control.Access;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Requests;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Access;

/// <summary>Gathers one's own page.</summary>
internal sealed class MyReader(ExplainMember explain, BrowseKeys keys, ReportMemberLimits limits, ListIncreaseRequests requests, ListOwnFailures failures)
{
    public SpendLimitUseView? LimitOf(ConsoleCall call, string? id) => limits.Own(call.Viewer.Actor).FirstOrDefault(limit => limit.SpendLimitId == id);

    public IResult Show(ConsoleCall call, AskSent sent, Problem? problem = null)
    {
        var actor = call.Viewer.Actor;
        var self = call.Viewer.Member.Id.Value;
        return call.Page<MyPage, MyModel>(new MyModel(
            explain.Run(actor, self).Value ?? new MemberAccess([]), keys.OwnedBy(actor, self, call.Query("after")), call.Query("after") is null, limits.Own(actor),
            actor.May(Permission.LimitsRequest) ? requests.Run(actor, ConsoleCall.Ask(("actor_ids[]", self), ("limit", "20"))).Value?.Data ?? [] : [],
            failures.Run(actor), sent), problem);
    }
}
