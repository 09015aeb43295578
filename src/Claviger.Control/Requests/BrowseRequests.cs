using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Audit;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Models;
using Claviger.Storage.Principals;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Requests;

/// <summary>The request log as people look through it: of the workspaces whose usage they may see, with names, and one request with how its cost comes about.</summary>
public sealed class BrowseRequests(Database database, PolicyHolder policy, TimeProvider clock)
{
    public const int Rows = 50;

    /// <summary>All outcomes but those that went as they should.</summary>
    public const string Bad = "bad";

    private const int MostKeys = 200;

    private static readonly UsageOutcome[] BadOnes = [UsageOutcome.UpstreamError, UsageOutcome.CutShort, UsageOutcome.WorstCase, UsageOutcome.Unresolved, UsageOutcome.StoppedAtCap];

    /// <param name="after">A position from <see cref="RequestRows.Next"/>; one that is none begins at the newest.</param>
    public Outcome<RequestRows> Run(Actor actor, RequestsAsked asked, string? after)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);
        using var reader = database.Read();
        var places = Places(reader, actor);
        var models = ModelStore.Names(reader);
        var (filter, fault) = FilterOf(reader, actor, asked, places, models);
        if (filter is null) return fault!;
        var below = after is not null && RequestIds.TryParse(after, out var position) ? position : (UInt128?)null;
        var (rows, next) = RequestLogStore.Page(reader, filter, below, Rows);
        var (views, names) = ViewsOf(reader, actor, rows, places, models);
        return new RequestRows(views, names, next is { } id ? RequestIds.Text(id) : null, next is not null && rows.Count < Rows);
    }

    /// <summary>Not there and not to be seen look the same.</summary>
    public Outcome<RequestWithCost> Get(Actor actor, string id)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);
        using var reader = database.Read();
        var places = Places(reader, actor);
        if (!RequestIds.TryParse(id, out var wanted) || RequestLogStore.Find(reader, wanted) is not { } row || places.All(place => place.Number != row.Workspace)) return Problem.NotFound("request");
        var models = ModelStore.Names(reader);
        var (views, names) = ViewsOf(reader, actor, [row], places, models);
        var splitter = new CostSplitter(policy.Current.Prices, models.ToDictionary(model => model.Value, model => model.Key));
        return new RequestWithCost(views[0], splitter.Split(RecordOf(row)), names);
    }

    /// <summary>When the request of an id came, by the id itself; null: it is no id of a request that can have come.</summary>
    public DateTimeOffset? TimeOf(string id) =>
        RequestIds.TryParse(id, out var number) && RequestIds.AtMs(number) is var atMs && atMs > 1_700_000_000_000 && atMs <= clock.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(atMs) : null;

    /// <summary>Models that any request has named, by name.</summary>
    public IReadOnlyList<string> Models(Actor actor)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return [];
        using var reader = database.Read();
        return [.. ModelStore.Names(reader).Values.Order(StringComparer.Ordinal)];
    }

    private static List<Workspace> Places(Reader reader, Actor actor) =>
        [.. WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true).Where(place => actor.MayIn(Permission.UsageRead, place.Id))];

    private (RequestLogFilter? Filter, Problem? Fault) FilterOf(Reader reader, Actor actor, RequestsAsked asked, List<Workspace> places, IReadOnlyDictionary<int, string> models)
    {
        List<int>? keys = null, owners = null;
        if (asked.Key is { } key)
            keys = EntityId.HasShape(key, ApiKeyId.Prefix)
                ? [KeyStore.Find(reader, actor.Organization, key)?.Number ?? -1]
                : [.. KeyBrowseStore.ByName(reader, new KeyFilter(actor.Organization, key, null, null, null, null, null), null, MostKeys, clock.GetUtcNow()).Select(found => found.Number)];
        if (asked.Member is { } member)
        {
            var id = member.Contains('@') ? MemberStore.FindByEmail(reader, actor.Organization, member)?.Id.Value : member;
            if (id is null) return (null, Problem.Invalid("member", "nobody with this address is a member; of somebody who left, give the id"));
            owners = [PrincipalStore.Find(reader, id) ?? -1];
        }

        IReadOnlyList<UsageOutcome>? outcomes = asked.Outcome switch
        {
            null => null,
            Bad => BadOnes,
            { } name when UsageOutcomeNames.All.TryGetValue(name, out var one) => [one],
            _ => [],
        };
        if (outcomes is { Count: 0 }) return (null, Problem.Invalid("outcome", $"one of {Bad}, {string.Join(", ", UsageOutcomeNames.All.Keys)}"));
        return (new RequestLogFilter(
            [.. places.Where(place => asked.Workspace is null || place.Id.Value == asked.Workspace).Select(place => place.Number)], keys,
            asked.Model is null ? null : [.. models.Where(model => model.Value == asked.Model).Select(model => model.Key)], outcomes, asked.FromMs, asked.ToMs) { Owners = owners }, null);
    }

    private static (List<RequestLogView> Views, IReadOnlyDictionary<string, string> Names) ViewsOf(
        Reader reader, Actor actor, IReadOnlyList<RequestLogRow> rows, List<Workspace> places, IReadOnlyDictionary<int, string> models)
    {
        var keys = KeyStore.Of(reader, actor.Organization, rows.Select(row => row.Key));
        var owners = PrincipalStore.Of(reader, rows.Select(row => row.Owner)).ToDictionary(pair => pair.Key, pair => new ActorRef(pair.Value.Id, pair.Value.Type));
        var numbers = places.ToDictionary(place => place.Number, place => place.Id.Value);
        var ids = keys.ToDictionary(pair => pair.Key, pair => pair.Value.Id.Value);
        var names = new Dictionary<string, string>(EntityNameStore.Of(reader, actor.Organization, owners.Values.Select(owner => owner.Id)), StringComparer.Ordinal);
        foreach (var key in keys.Values) names[key.Id.Value] = key.Name;
        foreach (var place in places) names[place.Id.Value] = place.Name;
        return ([.. rows.Select(row => ListRequests.ViewOf(row, numbers, ids, owners, models))], names);
    }

    private static UsageRecord RecordOf(RequestLogRow row) => new()
    {
        RequestId = row.RequestId, AtMs = row.AtMs, Organization = 0, Workspace = row.Workspace, Key = row.Key, Owner = row.Owner, Model = row.Model, Outcome = row.Outcome, Status = row.Status,
        Tokens = new TokenUsage
        {
            InputTokens = row.Input, CacheWrite5mTokens = row.CacheWrite5m, CacheWrite1hTokens = row.CacheWrite1h, CacheReadTokens = row.CacheRead, OutputTokens = row.Output,
            WebSearchRequests = row.WebSearch, Tier = row.Variant.Tier, Geo = row.Variant.Geo, Speed = row.Variant.Speed,
        },
        Cost = row.Cost,
    };
}
