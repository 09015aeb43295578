namespace Claviger.Core.Alerts;

/// <summary>A control of the checklist that passed once and fails now.</summary>
/// <param name="RunId">The kept run in which it turned.</param>
public sealed record ChecklistTurnFact(string ControlId, string Title, string Summary, string RunId, DateTimeOffset Since);
