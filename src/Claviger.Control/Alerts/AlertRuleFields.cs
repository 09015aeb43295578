using Claviger.Core;
using Claviger.Core.Alerts;
using Claviger.Core.Contracts;

namespace Claviger.Control.Alerts;

/// <summary>What a rule's fields may hold.</summary>
internal static class AlertRuleFields
{
    private const int MostFigures = 20;

    public static AlertParameters Of(AlertParametersView? view) =>
        view is null ? new AlertParameters() : new AlertParameters(view.Percents, view.Amounts, view.Basis, view.Days, view.Factor, view.Floor, view.Count, view.Percent);

    public static Problem? InSeverity(string? severity) =>
        severity is null || AlertNames.Severities.ContainsKey(severity) ? null : Problem.Invalid("severity", $"must be one of {string.Join(", ", AlertNames.Severities.Keys)}");

    public static Problem? InRepeat(int? hours) => hours is null or (>= 1 and <= 720) ? null : Problem.Invalid("repeat_hours", "must be from 1 to 720, or null for once");

    public static Problem? InScope(AlertKind kind, AlertScopeView? scope)
    {
        if (scope is null) return null;
        if (!AlertNames.ScopeTypes.TryGetValue(scope.Type, out var type)) return Problem.Invalid("scope.type", $"must be one of {string.Join(", ", AlertNames.ScopeTypes.Keys)}");
        if (!kind.Scopes.Contains(type)) return Problem.Invalid("scope.type", $"{kind.Name} looks at {string.Join(", ", kind.Scopes.Select(AlertNames.Of))}, and not at {scope.Type}");
        if (type == AlertScopeType.Organization) return scope.Id is null ? null : Problem.Invalid("scope.id", "goes with every scope but the organization");
        return scope.Id is { Length: > 0 and <= 64 } id && !PlainText.HasTricks(id) ? null : Problem.Invalid("scope.id", "required: the id of what the rule looks at");
    }

    /// <summary>Only figures that the kind takes, each within its bounds.</summary>
    public static Problem? InParameters(AlertKind kind, AlertParameters given)
    {
        var takes = kind.Defaults;
        return NotTaken("percents", given.Percents, takes.Percents) ?? NotTaken("amounts", given.Amounts, takes.Amounts) ?? NotTaken("basis", given.Basis, takes.Basis) ?? NotTaken("days", given.Days, takes.Days)
            ?? NotTaken("factor", given.Factor, takes.Factor) ?? NotTaken("floor", given.Floor, takes.Floor) ?? NotTaken("count", given.Count, takes.Count) ?? NotTaken("percent", given.Percent, takes.Percent)
            ?? Each("percents", given.Percents, 1, 1_000, least: 0) ?? Each("days", given.Days, 1, 365, least: 1) ?? Amounts(given.Amounts) ?? Amount("parameters.floor", given.Floor)
            ?? (given.Basis is null or "posted" or "forecast" ? null : Problem.Invalid("parameters.basis", "must be posted or forecast"))
            ?? Within("factor", given.Factor, 2, 100) ?? Within("count", given.Count, 1, 1_000_000) ?? Within("percent", given.Percent, 1, 100);

        Problem? NotTaken(string name, object? value, object? usual) => value is not null && usual is null ? Problem.Invalid("parameters." + name, $"{kind.Name} takes no {name}; it takes {Taken(takes)}") : null;
    }

    private static string Taken(AlertParameters takes)
    {
        var names = new List<string>();
        if (takes.Percents is not null) names.Add("percents");
        if (takes.Amounts is not null) names.Add("amounts");
        if (takes.Basis is not null) names.Add("basis");
        if (takes.Days is not null) names.Add("days");
        if (takes.Factor is not null) names.Add("factor");
        if (takes.Floor is not null) names.Add("floor");
        if (takes.Count is not null) names.Add("count");
        if (takes.Percent is not null) names.Add("percent");
        return names.Count == 0 ? "nothing" : string.Join(", ", names);
    }

    private static Problem? Each(string name, IReadOnlyList<int>? values, int from, int to, int least)
    {
        if (values is null) return null;
        if (values.Count < least || values.Count > MostFigures) return Problem.Invalid("parameters." + name, $"from {least} to {MostFigures} numbers");
        return values.All(value => value >= from && value <= to) ? null : Problem.Invalid("parameters." + name, $"each must be from {from} to {to}");
    }

    private static Problem? Amounts(IReadOnlyList<string>? amounts) =>
        amounts is null ? null : amounts.Count > MostFigures ? Problem.Invalid("parameters.amounts", $"at most {MostFigures}") : amounts.Select(amount => Amount("parameters.amounts", amount)).FirstOrDefault(fault => fault is not null);

    private static Problem? Amount(string field, string? text)
    {
        if (text is null) return null;
        var amount = MoneyText.Cents(text, out var fault);
        return fault is not null ? Problem.Invalid(field, fault) : amount == Money.Zero ? Problem.Invalid(field, "must be more than nothing") : null;
    }

    private static Problem? Within(string name, int? value, int from, int to) => value is null || value >= from && value <= to ? null : Problem.Invalid("parameters." + name, $"must be from {from} to {to}");
}
