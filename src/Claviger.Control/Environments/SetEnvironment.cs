using System.Net;
using Claviger.Control.Snapshots;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;
using Claviger.Core.Environments;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Storage;
using Claviger.Storage.Environments;

namespace Claviger.Control.Environments;

/// <summary>Declares where an environment's services are, and whether keys that stray are refused (S8).</summary>
public sealed class SetEnvironment(Database database, SnapshotRefresher snapshots, PolicyHolder policy, TimeProvider clock)
{
    private const int MostNetworks = 100;
    private const int MostEnvironments = 100;

    public async Task<Outcome<EnvironmentView>> RunAsync(Actor actor, string name, SetEnvironmentRequest request, CancellationToken ct)
    {
        if (FaultIn(name, request) is { } fault) return fault;
        using var tx = await database.BeginAdminAsync(ct);
        if (!actor.May(Permission.OrganizationUpdate)) return Denial.Of(tx, actor, AuditKind.EnvironmentUpdated, name, Permission.OrganizationUpdate);
        var all = EnvironmentStore.Of(tx, actor.Organization);
        var before = all.FirstOrDefault(one => one.Name == name);
        var after = new DeclaredEnvironment(name, request.Networks ?? before?.Networks ?? [], request.Block ?? before?.Blocks ?? false);
        if (before is null && all.Count >= MostEnvironments) return new Problem(ProblemKind.InvalidRequest, $"at most {MostEnvironments} environments declare their networks: delete one first");
        if (Shared(after, all) is { } shared) return shared;
        if (before is not null && before.Blocks == after.Blocks && before.Networks.SequenceEqual(after.Networks)) return ListEnvironments.ViewOf(after, policy.Current.Workspaces); // nothing changes: no event
        EnvironmentStore.Put(tx, actor.Organization, after, clock.GetUtcNow());
        var change = tx.Commit(actor.Did(before is null ? AuditKind.EnvironmentCreated : AuditKind.EnvironmentUpdated, name, AuditDetail.Of(("before", before is null ? null : FieldsOf(before)), ("after", FieldsOf(after)))));
        await snapshots.HasReachedAsync(change, CancellationToken.None);
        return ListEnvironments.ViewOf(after, policy.Current.Workspaces);
    }

    internal static Problem? FaultIn(string name, SetEnvironmentRequest request)
    {
        if (NamingPolicy.EnvironmentFault(name) is { } fault) return Problem.Invalid("name", fault);
        if (request.Networks is not { } networks) return null;
        if (networks.Count > MostNetworks) return Problem.Invalid("networks", $"at most {MostNetworks} entries");
        return networks.FirstOrDefault(network => !NetworkBlock.IsBlock(network)) is { } bad ? Problem.Invalid("networks", $"'{(bad.Length <= 64 ? bad : bad[..64] + "…")}' is not {NetworkBlock.Takes}") : null;
    }

    /// <summary>An address in two environments would belong to whichever came first.</summary>
    internal static Problem? Shared(DeclaredEnvironment after, IEnumerable<DeclaredEnvironment> all)
    {
        foreach (var other in all.Where(one => one.Name != after.Name))
            foreach (var theirs in other.Networks)
                foreach (var ours in after.Networks)
                    if (NetworkBlock.Overlap(IPNetwork.Parse(ours), IPNetwork.Parse(theirs)))
                        return Problem.Conflict("networks", $"{ours} and {other.Name}'s {theirs} share addresses: a caller must be in one environment", "networks_overlap");
        return null;
    }

    private static object FieldsOf(DeclaredEnvironment environment) => new { networks = environment.Networks, block = environment.Blocks };
}
