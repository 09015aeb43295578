using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

/// <summary>What a body says about a spend limit, read into words of the domain. Nothing here asks the store.</summary>
internal sealed record SpendLimitFields(LimitScopeType ScopeType, string? ScopeId, LimitPeriod Period, Money? Amount, LimitMode? Mode, AtCap? AtCap)
{
    /// <summary>Scope types of Anthropic's that belong to its own products.</summary>
    private static readonly string[] NotHere = ["seat_tier", "rbac_group", "organization_service", "usage_tier"];

    public static Outcome<SpendLimitFields> Read(SetSpendLimitRequest request)
    {
        if (FaultInScope(request.Scope) is { } scope) return scope;
        if (!LimitNames.Periods.TryGetValue(request.Period, out var period)) return OneOf("period", request.Period, LimitNames.Periods.Keys);
        if (request.Mode is not null && !LimitNames.Modes.ContainsKey(request.Mode)) return OneOf("mode", request.Mode, LimitNames.Modes.Keys);
        if (request.AtCap is not null && !LimitNames.AtCaps.ContainsKey(request.AtCap)) return OneOf("at_cap", request.AtCap, LimitNames.AtCaps.Keys);
        var (amount, problem) = ReadAmount(request.Amount.Value);
        if (problem is not null) return problem;

        var type = LimitNames.ScopeTypes[request.Scope["type"]];
        return new SpendLimitFields(
            type, LimitNames.IdField(type) is { } field ? request.Scope[field] : null, period, amount,
            request.Mode is null ? null : LimitNames.Modes[request.Mode], request.AtCap is null ? null : LimitNames.AtCaps[request.AtCap]);
    }

    /// <summary>What a query may filter scope types by.</summary>
    public static string? FaultInType(string type) => LimitNames.ScopeTypes.ContainsKey(type) ? null
        : NotHere.Contains(type) ? $"'{type}' belongs to Anthropic's own products; here there are {string.Join(", ", LimitNames.ScopeTypes.Keys)}"
        : $"'{Clip(type)}' is not one of {string.Join(", ", LimitNames.ScopeTypes.Keys)}";

    private static Problem? FaultInScope(IReadOnlyDictionary<string, string> scope)
    {
        if (!scope.TryGetValue("type", out var name)) return Problem.Invalid("scope.type", $"required: one of {string.Join(", ", LimitNames.ScopeTypes.Keys)}");
        if (FaultInType(name) is { } unknown) return Problem.Invalid("scope.type", unknown);
        var field = LimitNames.IdField(LimitNames.ScopeTypes[name]);
        foreach (var given in scope.Keys)
            if (given != "type" && given != field)
                return Problem.Invalid("scope." + Clip(given), field is null ? $"unknown field; scope type {name} takes no other" : $"unknown field; scope type {name} takes {field}");
        return field is null || scope.TryGetValue(field, out var id) && id.Length > 0 ? null : Problem.Invalid("scope." + field, $"required for scope type {name}");
    }

    private static (Money? Amount, Problem? Problem) ReadAmount(string? text)
    {
        if (text is null) return (null, null);
        var amount = MoneyText.Cents(text, out var fault);
        return fault is null ? (amount, null) : (null, Problem.Invalid("amount", fault));
    }

    private static Problem OneOf(string field, string given, IEnumerable<string> choices) => Problem.Invalid(field, $"'{Clip(given)}' is not one of {string.Join(", ", choices)}");

    private static string Clip(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
