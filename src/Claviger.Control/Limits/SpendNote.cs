using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;

namespace Claviger.Control.Limits;

/// <summary>Says what a limit that was just set does at once, where that may surprise.</summary>
internal static class SpendNote
{
    public static string? Of(LimitStanding now)
    {
        if (now.Cap is not { } cap || now.Spent == Money.Zero || now.Spent < cap) return null;
        var spent = $"{now.Spent} is spent already {Word(now.Limit.Period)}";
        if (now.Limit.Mode != LimitMode.Hard) return $"{spent}, and the cap in force is {cap}; nothing is refused, because the limit is {LimitNames.Of(now.Limit.Mode)}";
        return now.ResetsAt is { } resets
            ? $"{spent}, and the cap in force is {cap}: requests are refused until {UtcTimeConverter.Text(resets)}, or until the amount is raised"
            : $"{spent}, and the cap in force is {cap}: requests are refused until the amount is raised";
    }

    private static string Word(LimitPeriod period) => period switch
    {
        LimitPeriod.Daily => "today",
        LimitPeriod.Weekly => "this week",
        LimitPeriod.Monthly => "this month",
        _ => "in all",
    };
}
