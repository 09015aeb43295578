using Claviger.Control.Limits;
using Claviger.Core.Contracts;

namespace Claviger.Console.Limits;

/// <param name="Pending">Requests for a higher limit that wait.</param>
public sealed record LimitListModel(LimitRows Page, IReadOnlyList<WorkspaceView> Workspaces, string? Scope, string? Period, string? Workspace, string? Sort, bool IsFirstPage, int Pending);

/// <param name="Form">The one that was sent and is to blame: set, grant or suspend; null: none.</param>
/// <param name="Sent">What was typed into it, to stand there again.</param>
public sealed record LimitModel(LimitDetail Detail, string? Form, LimitSent Sent);

public sealed record LimitSent(string? Amount, string? Mode, string? AtCap, string? Grant, string? Ends, string? Reason)
{
    public static LimitSent Nothing { get; } = new(null, null, null, null, null, null);
}

/// <param name="Scope">Whose limit: a scope's word.</param>
/// <param name="Choices">Id and name of those that can be chosen; of keys and members the viewer types whose.</param>
public sealed record NewLimitModel(string Scope, IReadOnlyList<(string Id, string Name)> Choices, NewLimitSent Sent);

/// <param name="Target">Id, name or address of whom it is for.</param>
public sealed record NewLimitSent(string? Target, string? Period, string? Amount, string? Mode, string? AtCap);
