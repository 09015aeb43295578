using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;
using Xunit;

namespace Claviger.Tests.OrganizationFiles;

/// <summary>X6 without transactions: places, caps, people in, people out, ends.</summary>
public sealed class A_safe_order_may_stop_anywhere
{
    private static readonly PlannedChange[] Wanted =
    [
        Of(PlannedAction.Create, PlannedNoun.Workspace),
        Of(PlannedAction.Create, PlannedNoun.SpendLimit, "amount", null, "$100"),
        Of(PlannedAction.Update, PlannedNoun.SpendLimit, "amount", "$100", "$50"),
        Of(PlannedAction.Create, PlannedNoun.Member, "role", null, "developer"),
        Of(PlannedAction.Update, PlannedNoun.Member, "role", "user", "developer"),
        Of(PlannedAction.Create, PlannedNoun.WorkspaceMember, "role", null, "workspace_developer"),
        Of(PlannedAction.Update, PlannedNoun.WorkspaceMember, "role", "workspace_user", "workspace_admin"),
        Of(PlannedAction.Update, PlannedNoun.Key, "status", "inactive", "active"),
        Of(PlannedAction.Update, PlannedNoun.SpendLimit, "amount", "$100", "$200"),
        Of(PlannedAction.Update, PlannedNoun.Member, "role", "developer", "user"),
        Of(PlannedAction.Update, PlannedNoun.WorkspaceMember, "role", "workspace_admin", "workspace_user"),
        Of(PlannedAction.Update, PlannedNoun.Key, "status", "active", "inactive"),
        Of(PlannedAction.Delete, PlannedNoun.Key),
        Of(PlannedAction.Delete, PlannedNoun.WorkspaceMember),
        Of(PlannedAction.Delete, PlannedNoun.Member),
        Of(PlannedAction.Delete, PlannedNoun.Workspace),
        Of(PlannedAction.Delete, PlannedNoun.SpendLimit),
    ];

    [Fact]
    public void From_whatever_order_it_comes() => Assert.Equal(Wanted, Wanted.Reverse().OrderBy(change => (SafeOrder.Of(change), Array.IndexOf(Wanted, change))));

    [Fact]
    public void No_two_steps_that_depend_on_one_another_have_one_place()
    {
        var places = Wanted.Select(SafeOrder.Of).ToList();
        Assert.True(places[0].CompareTo(places[1]) < 0); // made before it is capped
        Assert.True(places[1].CompareTo(places[5]) < 0); // capped before anybody is let in
        Assert.True(places[8].CompareTo(places[9]) < 0); // given before anything is taken
        Assert.True(places[11].CompareTo(places[12]) < 0);
        Assert.True(places[12].CompareTo(places[14]) < 0); // keys before people
        Assert.True(places[14].CompareTo(places[15]) < 0); // people before places
        Assert.True(places[15].CompareTo(places[16]) < 0); // a cap that goes opens something
    }

    private static PlannedChange Of(PlannedAction action, PlannedNoun noun, string? field = null, string? from = null, string? to = null) =>
        new(action, noun, "x", $"{noun}", "", "id", field is null ? [] : [new PlannedField(field, from, to)]);
}
