using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Leaks;

namespace Claviger.Control.Leaks;

/// <summary>Who reports, and what is to be done.</summary>
/// <param name="Organization">The one whose tokens count; null: all of them.</param>
/// <param name="ActsTwice">Whether the same place again is another report, as a person means it, or a repeated one.</param>
public sealed record LeakReporter(string Type, string? Id, OrganizationId? Organization, RequestOrigin? Request, LeakPolicy Policy, bool ActsTwice)
{
    /// <summary>An actor by its signature alone; its id is the identifier of the key that signed.</summary>
    public const string GitHubType = "github";

    internal AuditEntry Entry(AuditKind kind, OrganizationId organization, string target, string detail) => new(kind, AuditOutcome.Done, organization, Type, Id, target, detail, Request);
}
