namespace Claviger.Core.OrganizationFiles.Targets;

/// <summary>
/// The order for a target without transactions. Wherever it stops, everything that was there still works, and nothing is open that neither
/// the organization as it was nor the file allows: places are made, then capped, then opened; only then things are narrowed, and ended last.
/// </summary>
public static class SafeOrder
{
    private static readonly string[] Roles = ["user", "claude_code_user", "billing", "developer", "admin"];
    private static readonly string[] PlaceRoles = ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin"];

    /// <summary>Stage, then place within it.</summary>
    public static (SafeStage Stage, int Place) Of(PlannedChange change) => change switch
    {
        // A cap that goes opens something: after everything that narrows.
        { Action: PlannedAction.Delete, Noun: PlannedNoun.SpendLimit } => (SafeStage.End, int.MaxValue),
        // Keys before the people who made them, people before places.
        { Action: PlannedAction.Delete, Noun: PlannedNoun.Key } => (SafeStage.End, 0),
        { Action: PlannedAction.Delete, Noun: PlannedNoun.WorkspaceMember } => (SafeStage.End, 1),
        { Action: PlannedAction.Delete, Noun: PlannedNoun.Member } => (SafeStage.End, 2),
        { Action: PlannedAction.Delete } => (SafeStage.End, 3),
        { Noun: PlannedNoun.Workspace } => (SafeStage.Make, 0),
        { Noun: PlannedNoun.SpendLimit } => (Raises(change) ? SafeStage.Give : SafeStage.Cap, 3),
        { Noun: PlannedNoun.Key } => (Field(change, "status") switch { null => SafeStage.Make, { To: "active" } => SafeStage.Give, _ => SafeStage.Narrow }, 2),
        { Noun: PlannedNoun.Member, Action: PlannedAction.Create } => (SafeStage.Give, 0),
        { Noun: PlannedNoun.Member } => (Rises(change, Roles) ? SafeStage.Give : SafeStage.Narrow, 0),
        { Noun: PlannedNoun.WorkspaceMember, Action: PlannedAction.Create } => (SafeStage.Give, 1),
        { Noun: PlannedNoun.WorkspaceMember } => (Rises(change, PlaceRoles) ? SafeStage.Give : SafeStage.Narrow, 1),
        _ => (SafeStage.Give, 9),
    };

    private static PlannedField? Field(PlannedChange change, string name) => change.Fields.FirstOrDefault(field => field.Name == name);

    private static bool Rises(PlannedChange change, string[] ranks) =>
        Field(change, "role") is not { } role || Array.IndexOf(ranks, role.To) > Array.IndexOf(ranks, role.From);

    private static bool Raises(PlannedChange change) => change.Action == PlannedAction.Update && Field(change, "amount") is { From: { } from, To: { } to }
        && MoneyForm.Read(from, out _) is { } before && (MoneyForm.Read(to, out _) is not { } after || after.Nanos > before.Nanos);
}
