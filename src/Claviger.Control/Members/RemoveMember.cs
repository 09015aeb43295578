using Claviger.Control.Offboarding;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Control.Members;

/// <summary>Anthropic's way to end a membership: an offboarding that hands nothing over, and whose report is read elsewhere.</summary>
public sealed class RemoveMember(OffboardMember offboard)
{
    /// <param name="version">The version that the caller saw; null: whichever there is.</param>
    public async Task<Outcome<DeletedView>> RunAsync(Actor actor, string id, int? version, CancellationToken ct)
    {
        var (left, problem) = await offboard.RunAsync(actor, id, new OffboardUserRequest(), version, ct);
        return left is null ? problem! : new DeletedView(id, "user_deleted");
    }
}
