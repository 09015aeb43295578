using Claviger.Core.Checklist.Facts;

namespace Claviger.Core.Checklist.Controls;

/// <summary>Nobody who left owns, made or knows a credential that works.</summary>
internal sealed class NothingLeftBehind : Control
{
    public override string Id => "nothing-left-behind";
    public override string Title => "Nobody who left can still use Claude";
    public override string Why => "Whoever left has no reason to tell that their key still works, and some to try.";
    public override ControlSeverity Severity => ControlSeverity.Critical;
    public override string Requirement => "S11";
    public override IReadOnlyList<FactArea> Needs => [FactArea.Leavers];

    protected override Verdict Judge(OrganizationFacts facts, ChecklistSettings settings)
    {
        var members = facts.Members.Select(member => member.Id).ToHashSet();
        // Last leaving first: who came back and left again left at the later time.
        var leavers = facts.Leavers.OrderBy(leaver => leaver.LeftAt).GroupBy(leaver => leaver.Id).ToDictionary(group => group.Key, group => group.Last());
        var evidence = new List<Evidence>();
        foreach (var key in facts.WorkingKeys)
        {
            var word = Remedy.Word(key.Name, key.Id);
            if (key is { IsOwnedByMember: true, OwnerId: { } owner } && !members.Contains(owner))
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name, $"belongs to {NameOf(owner, key.OwnerName, leavers)}, who is not a member any more{Used(key)}",
                    Remedy.Of(facts, $"keys update {word} --owner MEMBER, then: claviger keys rotate {word}", "API keys: make a new one, delete this one")));
            else if (key.Secrets.FirstOrDefault(secret => secret.ShownTo is { } seen && !members.Contains(seen)) is { } known)
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name, $"{NameOf(known.ShownTo!, null, leavers)} left and has seen its secret {known.Hint}, which still works",
                    Remedy.Of(facts, $"keys rotate {word}", "API keys: make a new one, delete this one")));
            else if (facts.Unknown.ContainsKey(FactArea.Secrets) && key.CreatedBy is { } maker && !members.Contains(maker))
                evidence.Add(Evidence.Fail("api_key", key.Id, key.Name, $"was made, and its secret seen, by {NameOf(maker, null, leavers)}, who is not a member any more{Used(key)}",
                    Remedy.Of(facts, $"keys rotate {word}", "API keys: make a new one, move its service over, delete this one")));
        }

        foreach (var key in facts.AdminKeys)
            if ((key.OwnerId ?? key.MadeBy) is { } person && person.StartsWith(MemberId.Prefix, StringComparison.Ordinal) && !members.Contains(person))
                evidence.Add(Evidence.Fail("admin_api_key", key.Id, key.Name, $"was made by {NameOf(person, null, leavers)}, who is not a member any more{(key.LastUsedAt is { } last ? $"; last used {last:yyyy-MM-dd}" : "")}",
                    Remedy.Of(facts, $"admin-keys revoke {Remedy.Word(key.Name, key.Id)}", "Settings → Admin keys → Delete")));

        return new(leavers.Count == 0 ? Remedy.Count(members.Count, "member") : $"{Remedy.Count(leavers.Count, "person", "people")} left, {Remedy.Count(members.Count, "member")}", evidence);
    }

    private static string NameOf(string id, string? name, Dictionary<string, LeaverFact> leavers) =>
        leavers.TryGetValue(id, out var leaver) ? $"{leaver.Email} (left {leaver.LeftAt:yyyy-MM-dd})" : name ?? id;

    private static string Used(KeyFact key) => key.LastUsedAt is { } last ? $"; last used {last:yyyy-MM-dd}" : "";
}
