using Claviger.Control.Requests;
using Claviger.Core.Contracts;

namespace Claviger.Console.Requests;

/// <summary>A filter as it was typed.</summary>
/// <param name="From">A day in the viewer's zone, as <paramref name="To"/>; both are included.</param>
public sealed record RequestFilter(string? Key, string? Workspace, string? Member, string? Model, string? Outcome, string? From, string? To)
{
    public bool IsAny => (Key ?? Workspace ?? Member ?? Model ?? Outcome ?? From ?? To) is not null;
}

/// <param name="Page">Null: the filter can't be read.</param>
/// <param name="Refused">Requests since the server began that were refused before they were sent, and so are in no book; null: the viewer may not know.</param>
public sealed record RequestListModel(
    RequestRows? Page, RequestFilter Filter, IReadOnlyList<WorkspaceView> Workspaces, IReadOnlyList<string> Models, RefusedSoFar? Refused, bool IsFirstPage);

/// <param name="Governed">Those that were sent.</param>
/// <param name="Since">When this server began.</param>
public sealed record RefusedSoFar(long Refused, long Governed, DateTimeOffset Since);

/// <param name="Limits">What covers its key now; null: the viewer may not read limits.</param>
public sealed record RequestModel(RequestWithCost Request, SpendExplanationView? Limits);

/// <summary>An id that is in no book.</summary>
/// <param name="At">When it came, by the id itself; null: it is no id of a request.</param>
public sealed record RequestMissingModel(string Id, DateTimeOffset? At);
