using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Storage.Checklist;

/// <summary>A run of the checklist to be kept.</summary>
/// <param name="Statuses">See <see cref="StoredChecklistRun.Statuses"/>.</param>
/// <param name="Essence">See <see cref="StoredChecklistRun.Essence"/>.</param>
/// <param name="Report">JSON, as the Admin API answers it.</param>
public sealed record NewChecklistRun(ChecklistRunId Id, ChecklistCountsView Counts, DateTimeOffset At, string Statuses, string Essence, string Report);
