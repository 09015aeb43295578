namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/spend_forecast</c> (Claviger's): this month, dearest first within a type of scope. What spent nothing in it and in the seven days before has no row; the organization always has.</summary>
/// <param name="At">Spend up to here is counted.</param>
/// <param name="ResetsAt">When the month ends.</param>
public sealed record SpendForecastView(string Type, DateTimeOffset PeriodStartedAt, DateTimeOffset ResetsAt, DateTimeOffset At, IReadOnlyList<SpendForecastRow> Data);

/// <param name="ScopeName">Of a member: name or e-mail address.</param>
/// <param name="Spent">This month, in exact cents like all money here.</param>
/// <param name="Forecast">What is left of the month at the mean of the days observed, added to <paramref name="Spent"/>; null with fewer than three of them.</param>
/// <param name="Low">The same at the cheapest of those days.</param>
/// <param name="High">The same at the dearest of those days.</param>
/// <param name="DaysObserved">Full UTC days before today, at most seven, none before the scope was made.</param>
/// <param name="Cap">Of the scope's monthly limit, running grants included; null: none in force, or the caller may not read it.</param>
/// <param name="SpendLimitId">Whose cap it is.</param>
/// <param name="CapReachedAt">When the cap is reached at the mean; <c>at</c>, where it is reached already; null: not in this month.</param>
public sealed record SpendForecastRow(
    SpendLimitScopeView Scope, string? ScopeName, string Currency, string Spent, string? Forecast, string? Low, string? High, int DaysObserved,
    string? Cap, string? SpendLimitId, DateTimeOffset? CapReachedAt);
