using Claviger.Control.Members;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Upstreams;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>Workspaces and who is in them.</summary>
public sealed class ApplyPlaces(
    CreateWorkspace create, UpdateWorkspace update, ArchiveWorkspace archive, UseUpstream upstream, SetWorkspaceMember setMember, RemoveWorkspaceMember removeMember, SetServiceAccountWorkspace accounts)
{
    public Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) => change.Noun switch
    {
        PlannedNoun.Workspace => WorkspaceAsync(actor, change, work, ct),
        PlannedNoun.WorkspaceMember => MemberAsync(actor, change, work, ct),
        PlannedNoun.ServiceAccountWorkspace => AccountAsync(actor, change, work, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private async Task<Problem?> WorkspaceAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await archive.RunAsync(actor, change.Id!, ct)).Problem;
        var wanted = work.File.Workspaces![change.Name];
        var changed = change.Fields.Select(field => field.Name).ToHashSet();
        string id;
        if (change.Action == PlannedAction.Create)
        {
            var made = await create.RunAsync(actor, new CreateWorkspaceRequest(change.Name, wanted.Environment, wanted.DisplayColor, wanted.Tags, wanted.Tier), ct);
            if (made.Value is not { } workspace) return made.Problem;
            id = workspace.Id;
        }
        else
        {
            id = change.Id!;
            if (changed.Overlaps(["name", "display_color", "tags", "tier"]) && (await update.RunAsync(actor, id, new UpdateWorkspaceRequest(
                changed.Contains("name") ? change.Name : null, changed.Contains("display_color") ? wanted.DisplayColor : null, changed.Contains("tags") ? Tags(change, wanted, work) : null, changed.Contains("tier") ? wanted.Tier : null), ct)).Problem is { } fault) return fault;
        }

        work.Made(PlannedNoun.Workspace, change.Name, id);
        if (wanted.Upstream is not { } name || !changed.Contains("upstream")) return null;
        return (await upstream.RunAsync(actor, id, new UseUpstreamRequest(work.Before.Upstreams[name]), ct)).Problem;
    }

    /// <summary>The file's list is the whole list: what is there and not in it goes.</summary>
    private static Dictionary<string, string?> Tags(PlannedChange change, WorkspaceSpec wanted, AppliedWork work)
    {
        var old = change.Fields.FirstOrDefault(field => field.Name == "name")?.From ?? change.Name;
        var tags = wanted.Tags!.ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
        foreach (var gone in work.Before.File.Workspaces![old].Tags!.Keys.Except(wanted.Tags!.Keys)) tags[gone] = null;
        return tags;
    }

    private async Task<Problem?> MemberAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        var (workspace, member) = (work.IdOf(PlannedNoun.Workspace, change.Parent), work.IdOf(PlannedNoun.Member, change.Name));
        if (change.Action == PlannedAction.Delete) return (await removeMember.RunAsync(actor, workspace, member, ct)).Problem;
        var role = change.Fields[0].To!;
        return change.Action == PlannedAction.Create
            ? (await setMember.AddAsync(actor, workspace, new AddWorkspaceMemberRequest(member, role), ct)).Problem
            : (await setMember.UpdateAsync(actor, workspace, member, new UpdateWorkspaceMemberRequest(role), ct)).Problem;
    }

    private async Task<Problem?> AccountAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        var (account, workspace) = (work.IdOf(PlannedNoun.ServiceAccount, change.Parent), work.IdOf(PlannedNoun.Workspace, change.Name));
        return change.Action == PlannedAction.Delete ? (await accounts.RemoveAsync(actor, account, workspace, ct)).Problem : (await accounts.PutAsync(actor, account, workspace, change.Fields[0].To!, ct)).Problem;
    }
}
