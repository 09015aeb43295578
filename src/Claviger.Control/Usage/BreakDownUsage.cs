using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Usage;
using Claviger.Core.Workspaces;
using Claviger.Storage;
using Claviger.Storage.Keys;
using Claviger.Storage.Members;
using Claviger.Storage.Models;
using Claviger.Storage.Principals;
using Claviger.Storage.Usage;
using Claviger.Storage.Workspaces;

namespace Claviger.Control.Usage;

/// <summary>Usage and cost over time, split by what spends, beside the time before. From sums alone: it costs the same however many requests there were.</summary>
public sealed class BreakDownUsage(Database database, PolicyHolder policy, TimeProvider clock)
{
    public const int MostGroups = 50;

    /// <summary>Members have many keys each, and every one is looked at day by day.</summary>
    public const int MostMembers = 25;

    /// <summary>So many are looked at where a range is not a month.</summary>
    private const int CandidateKeys = 200, CandidateMembers = 35;

    public static readonly IReadOnlyList<string> Splits = ["workspace", "key", "model", "member", "token"];

    private static readonly string[] TokenNames = ["Input", "Cache write", "Cache read", "Output", "Web search"];

    /// <summary>That requests have named so far.</summary>
    public IReadOnlyList<string> Models(Actor actor)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return [];
        using var reader = database.Read();
        return [.. ModelStore.Names(reader).Values.Order(StringComparer.Ordinal)];
    }

    public Outcome<UsageBreakdown> Run(Actor actor, UsageQuestion question)
    {
        if (!actor.MayAnywhere(Permission.UsageRead)) return Denial.Of(Permission.UsageRead);
        var split = question.By ?? "workspace";
        if (!Splits.Contains(split)) return Problem.Invalid("by", $"must be one of {string.Join(", ", Splits)}");
        var (span, fault) = BreakdownSpan.Of(question, policy.Current.Calendar, clock.GetUtcNow(), daysOnly: split == "token" && question.Measure == UsageMeasure.Cost);
        if (span is null) return fault!;

        using var reader = database.Read();
        var places = WorkspaceStore.List(reader, actor.Organization, includeArchived: true, includeDefault: true);
        if (FaultIn(reader, actor, question, places) is { } missing) return missing;
        var (filter, names, key) = Filter(reader, actor, question, places);
        filter = filter with { ByHour = span.ByHour, From = span.From, To = span.To };
        var before = filter with { From = span.BeforeFrom, To = span.BeforeTo };
        var by = split switch { "workspace" => BreakdownBy.Workspace, "key" => BreakdownBy.Key, "model" => BreakdownBy.Model, "member" => BreakdownBy.Owner, _ => BreakdownBy.Nothing };

        var isOfMany = by is BreakdownBy.Key or BreakdownBy.Owner;
        var most = by == BreakdownBy.Owner ? MostMembers : MostGroups;
        var isWhole = filter.IsWholeMonth(clock.GetUtcNow().ToUnixTimeMilliseconds() / 86_400_000);
        var (only, rest) = isOfMany ? BreakdownStore.Largest(reader, filter, by, question.Measure, isWhole ? most : by == BreakdownBy.Key ? CandidateKeys : CandidateMembers) : ([], 0L);
        var rows = BreakdownStore.Read(reader, filter, by, only);
        var sorted = rows.GroupBy(row => row.Part ?? 0).Select(group => (Part: group.Key, Sum: SumOf(group), Rows: group.ToList()))
            .Where(group => by != BreakdownBy.Nothing).OrderByDescending(group => Of(group.Sum, question.Measure)).ThenByDescending(group => group.Sum.Requests).ThenBy(group => group.Part).ToList();
        var shown = sorted.Take(most).ToList();
        var then = BreakdownStore.Read(reader, before, by, isOfMany ? [.. shown.Select(group => group.Part)] : null).GroupBy(row => row.Part ?? 0).ToDictionary(group => group.Key, SumOf);

        var whole = isOfMany ? BreakdownStore.Read(reader, filter, BreakdownBy.Nothing) : rows;
        var totalBefore = isOfMany ? SumOf(BreakdownStore.Read(reader, before, BreakdownBy.Nothing)) : SumOf(then.Values);
        var total = new UsageGroup(null, "Total", null, SumOf(whole), totalBefore, BucketsOf(span, whole));
        var named = new BreakdownNames(reader, actor, policy.Current, places, by, [.. shown.Select(group => group.Part)]);
        IReadOnlyList<UsageGroup> groups = by == BreakdownBy.Nothing ? ByTokens(total) : [.. shown.Select(group => GroupOf(group.Part, group.Sum, group.Rows))];
        // What no key beyond the candidates can have: those that are shown have more, or everything there is has been looked at.
        var isSure = isWhole || rest == 0 || shown.Count == most && Of(shown[^1].Sum, question.Measure) >= rest;
        return new UsageBreakdown(span, split, groups, by == BreakdownBy.Nothing ? null : OthersOf(total, groups), total, isSure, names, key);

        UsageGroup GroupOf(int part, UsageFigures sum, IEnumerable<BreakdownRow> of)
        {
            var (id, name, place) = named.Of(part);
            return new UsageGroup(id, name, place, sum, then.GetValueOrDefault(part, UsageFigures.Zero), BucketsOf(span, of));
        }
    }

    private static (BreakdownQuery Query, UsageFilterNames Names, string? Key) Filter(Reader reader, Actor actor, UsageQuestion question, IReadOnlyList<Workspace> places)
    {
        var place = Place(actor, question, places);
        var key = question.Key is { } wanted ? KeyOf(reader, actor, wanted) : null;
        var member = question.Member is { } person ? OwnerOf(reader, actor, person) : null;
        IReadOnlyList<int>? within = place is not null ? [place.Number]
            : actor.May(Permission.UsageRead) ? null : [.. places.Where(known => actor.MayIn(Permission.UsageRead, known.Id)).Select(known => known.Number)];
        return (new BreakdownQuery(false, 0, 0, within, key?.Number, question.Model is null ? null : ModelOf(reader, question.Model), member?.Number), new UsageFilterNames(place?.Name, key?.Name, member?.Name), key?.Id.Value);
    }

    private static Problem? FaultIn(Reader reader, Actor actor, UsageQuestion question, IReadOnlyList<Workspace> places) =>
        question.Workspace is not null && Place(actor, question, places) is null ? Problem.Invalid("workspace", "there is no such workspace, or you may not see it")
        : question.Key is { } key && KeyOf(reader, actor, key) is null ? Problem.Invalid("key", "no key has this id or name, or you may not see it")
        : question.Model is { } model && ModelOf(reader, model) is null ? Problem.Invalid("model", "no request has named this model yet")
        : question.Member is { } member && OwnerOf(reader, actor, member) is null ? Problem.Invalid("member", "nobody with this id or address has owned a key")
        : null;

    private static Workspace? Place(Actor actor, UsageQuestion question, IReadOnlyList<Workspace> places) =>
        places.FirstOrDefault(known => known.Id.Value == question.Workspace && actor.MayIn(Permission.UsageRead, known.Id));

    private static ApiKey? KeyOf(Reader reader, Actor actor, string text) =>
        (EntityId.HasShape(text, ApiKeyId.Prefix) ? KeyStore.Find(reader, actor.Organization, text) : KeyBrowseStore.ByExactName(reader, actor.Organization, text)) is { } key && actor.MayIn(Permission.UsageRead, key.Workspace) ? key : null;

    private static int? ModelOf(Reader reader, string id) => ModelStore.Names(reader).FirstOrDefault(model => model.Value == id) is { Value: not null } found ? found.Key : null;

    private static (int Number, string Name)? OwnerOf(Reader reader, Actor actor, string text)
    {
        var id = text.Contains('@') ? actor.MayAnywhere(Permission.MembersRead) ? MemberStore.FindByEmail(reader, actor.Organization, text)?.Id.Value : null : text;
        if (id is null) return null;
        var type = EntityId.HasShape(id, MemberId.Prefix) ? KeyOwner.Member : KeyOwner.ServiceAccount;
        return PrincipalStore.Find(reader, type, id) is { } number ? (number, BreakdownNames.OwnersOf(reader, actor.Organization, [number])[number].Name) : null;
    }

    private static List<UsageGroup> ByTokens(UsageGroup total) =>
    [
        .. TokenNames.Select((name, i) => new UsageGroup(null, name, null, PartOf(total.Sum, i), PartOf(total.Before, i), [.. total.Buckets.Select(bucket => PartOf(bucket, i))]))
            .Append(new UsageGroup(null, "Not attributed", null, RestOf(total.Sum), RestOf(total.Before), [.. total.Buckets.Select(RestOf)])).Where(group => group.Sum.Tokens + group.Sum.WebSearches > 0 || group.Sum.Cost.Nanos > 0)
            .OrderByDescending(group => group.Sum.Cost),
    ];

    private static UsageFigures PartOf(UsageFigures all, int part) => new(
        0, part == 0 ? all.Input : 0, part == 1 ? all.CacheWrite : 0, part == 2 ? all.CacheRead : 0, part == 3 ? all.Output : 0, part == 4 ? all.WebSearches : 0, all.Parts[part], UsageFigures.Zero.Parts);

    private static UsageFigures RestOf(UsageFigures all) => UsageFigures.Zero with { Cost = all.Parts.Aggregate(all.Cost, (rest, part) => rest - part) };

    private static UsageGroup? OthersOf(UsageGroup total, IReadOnlyList<UsageGroup> groups)
    {
        var sum = total.Sum - SumOf(groups.Select(group => group.Sum));
        if (sum.Requests == 0) return null;
        return new UsageGroup(
            null, "All others", null, sum, total.Before - SumOf(groups.Select(group => group.Before)),
            [.. total.Buckets.Select((bucket, i) => bucket - SumOf(groups.Select(group => group.Buckets[i])))]);
    }

    private static List<UsageFigures> BucketsOf(BreakdownSpan span, IEnumerable<BreakdownRow> rows)
    {
        var buckets = Enumerable.Repeat(UsageFigures.Zero, (int)(span.To - span.From)).ToList();
        foreach (var row in rows) buckets[(int)(row.Bucket - span.From)] += UsageFigures.Of(row);
        return buckets;
    }

    private static UsageFigures SumOf(IEnumerable<BreakdownRow> rows) => SumOf(rows.Select(UsageFigures.Of));

    private static UsageFigures SumOf(IEnumerable<UsageFigures> figures) => figures.Aggregate(UsageFigures.Zero, (sum, one) => sum + one);

    private static long Of(UsageFigures figures, UsageMeasure measure) => measure switch { UsageMeasure.Cost => figures.Cost.Nanos, UsageMeasure.Tokens => figures.Tokens, _ => figures.Requests };
}
