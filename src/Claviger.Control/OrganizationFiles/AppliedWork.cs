using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>What an apply knows while it works: the file, what was there, and what it has made since.</summary>
public sealed class AppliedWork(OrganizationFile file, OrganizationState before)
{
    private readonly Dictionary<(PlannedNoun, string), string> _made = [];

    public OrganizationFile File => file;
    public OrganizationState Before => before;
    public List<AppliedSecretView> Secrets { get; } = [];
    public List<AppliedInviteView> Invites { get; } = [];

    public void Made(PlannedNoun noun, string name, string id) => _made[(noun, name)] = id;

    /// <summary>Of what is there by now, by the name that it has in the file.</summary>
    public string IdOf(PlannedNoun noun, string name) => _made.GetValueOrDefault((noun, name)) ?? noun switch
    {
        PlannedNoun.Workspace => before.Workspaces.GetValueOrDefault(name),
        PlannedNoun.Key => before.Keys.GetValueOrDefault(name),
        PlannedNoun.Member => before.Members.GetValueOrDefault(name.ToLowerInvariant()),
        PlannedNoun.Group => before.Groups.GetValueOrDefault(name),
        PlannedNoun.Role => before.Roles.GetValueOrDefault(name),
        PlannedNoun.ServiceAccount => before.ServiceAccounts.GetValueOrDefault(name),
        _ => null,
    } ?? name;
}
