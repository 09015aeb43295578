using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Organizations;
using Claviger.Storage.Principals;
using Claviger.Storage.ServiceAccounts;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Usage;

/// <summary>Who spent in a month and in the days that its forecast goes by, as far as the actor sees. A question to the books for a type.</summary>
internal sealed class Spenders(Reader reader, Actor actor, PeriodSpan month, long atMs)
{
    private static readonly IReadOnlyDictionary<long, Money> Nothing = new Dictionary<long, Money>();

    private readonly IReadOnlyList<Core.Workspaces.Workspace> _workspaces = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);

    public IReadOnlyList<Spender> Of(LimitScopeType type) => type switch
    {
        LimitScopeType.Organization => Whole(),
        LimitScopeType.Workspace => InWorkspaces(),
        LimitScopeType.ApiKey => WithKeys(),
        _ => WithOwners(type),
    };

    /// <summary>A sum of what somebody happens to see would pass for the organization's.</summary>
    private List<Spender> Whole()
    {
        if (!actor.May(Permission.UsageRead)) return [];
        var organization = OrganizationStore.Find(reader, actor.Organization)!;
        return [new(new LimitScope(LimitScopeType.Organization, organization.Id.Value, organization.Number), organization.Name, organization.CreatedAt, Read(query => query, _ => 0).GetValueOrDefault(0, Nothing))];
    }

    private List<Spender> InWorkspaces()
    {
        var spend = Read(query => query with { ByWorkspace = true }, row => row.Workspace!.Value);
        return [.. _workspaces.Where(workspace => spend.ContainsKey(workspace.Number)).Select(workspace =>
            new Spender(new LimitScope(LimitScopeType.Workspace, workspace.Id.Value, workspace.Number), workspace.Name, workspace.CreatedAt, spend[workspace.Number]))];
    }

    private List<Spender> WithKeys()
    {
        var spend = Read(query => query with { ByKey = true }, row => row.Key!.Value);
        return [.. KeyStore.Of(reader, actor.Organization, spend.Keys).Select(key =>
            new Spender(new LimitScope(LimitScopeType.ApiKey, key.Value.Id.Value, key.Key), key.Value.Name, key.Value.CreatedAt, spend[key.Key]))];
    }

    /// <summary>Of these keys, each sought by itself.</summary>
    public IReadOnlyList<Spender> WithKeys(IReadOnlyList<int> numbers)
    {
        var spend = BreakdownStore.Read(reader, new BreakdownQuery(ByHour: false, MonthForecast.FirstDay(month, atMs), atMs / 86_400_000 + 1, Seen()), BreakdownBy.Key, numbers)
            .GroupBy(row => row.Part!.Value).ToDictionary(group => group.Key, group => (IReadOnlyDictionary<long, Money>)group.ToDictionary(row => row.Bucket, row => new Money(row.CostNanos)));
        return [.. KeyStore.Of(reader, actor.Organization, spend.Keys).Select(key =>
            new Spender(new LimitScope(LimitScopeType.ApiKey, key.Value.Id.Value, key.Key), key.Value.Name, key.Value.CreatedAt, spend[key.Key]))];
    }

    /// <summary>Whoever left is still named.</summary>
    private List<Spender> WithOwners(LimitScopeType type)
    {
        var spend = Read(query => query with { ByOwner = true }, row => row.Owner ?? 0);
        var wanted = type == LimitScopeType.User ? KeyOwner.Member : KeyOwner.ServiceAccount;
        var known = type == LimitScopeType.User
            ? MemberStore.All(reader, actor.Organization).Concat(MemberStore.Removed(reader, actor.Organization).Select(removed => removed.Member)).DistinctBy(member => member.Id)
                .ToDictionary(member => member.Id.Value, member => (Name: member.Name.Length > 0 ? member.Name : member.Email, Since: member.AddedAt))
            : ServiceAccountStore.All(reader, actor.Organization).ToDictionary(account => account.Id.Value, account => (account.Name, Since: account.CreatedAt));
        return [.. PrincipalStore.Numbers(reader).Where(principal => principal.Key.Type == wanted && spend.ContainsKey(principal.Value)).Select(principal =>
            new Spender(
                new LimitScope(type, principal.Key.Id, principal.Value), known.TryGetValue(principal.Key.Id, out var owner) ? owner.Name : null,
                known.TryGetValue(principal.Key.Id, out owner) ? owner.Since : DateTimeOffset.UnixEpoch, spend[principal.Value]))];
    }

    private Dictionary<int, IReadOnlyDictionary<long, Money>> Read(Func<CostReportQuery, CostReportQuery> by, Func<CostReportRow, int> spender) => CostReportStore
        .Read(reader, by(new CostReportQuery(MonthForecast.FirstDay(month, atMs), atMs / 86_400_000 + 1)
        {
            Workspaces = Seen(),
        }))
        .GroupBy(spender).ToDictionary(group => group.Key, group => (IReadOnlyDictionary<long, Money>)group.ToDictionary(row => row.Day, row => new Money(row.CostNanos)));

    private List<int>? Seen() => actor.May(Permission.UsageRead) ? null : [.. _workspaces.Where(workspace => actor.MayIn(Permission.UsageRead, workspace.Id)).Select(workspace => workspace.Number)];
}
