using Claviger.Core.OwnedObjects;
using Claviger.Core.Rates;
using Claviger.Gateway.Routes;

namespace Claviger.Gateway.Rates;

/// <summary>Which limit of calls a route counts against. Messages aren't calls in this sense: their model says which group they are in.</summary>
public static class CallGroups
{
    /// <summary>Null: no limit is kept for such calls (models, user profiles).</summary>
    public static RateGroup? Of(Route route) => (route.Operation, route.Owned) switch
    {
        (Operation.CountTokens, _) => RateGroups.TokenCount,
        (_, OwnedKind.Batch) => RateGroups.Batch,
        (_, OwnedKind.File) => RateGroups.Files,
        (_, OwnedKind.Skill) => RateGroups.Skills,
        _ => null,
    };
}
