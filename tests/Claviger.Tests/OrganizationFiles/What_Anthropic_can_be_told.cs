using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;
using Xunit;

namespace Claviger.Tests.OrganizationFiles;

/// <summary>S18: one engine, and a table of what Anthropic's Admin API can be told. What nobody has looked at is refused by name.</summary>
public sealed class What_Anthropic_can_be_told
{
    [Fact]
    public void Every_noun_of_a_file_has_a_row_or_more_and_no_two_say_the_same() =>
        Assert.All(Enum.GetValues<PlannedNoun>(), noun => Assert.Single(AnthropicCapabilities.All, row => row.Noun == noun && row.Action is null && row.Field is null));

    [Fact]
    public void A_noun_without_a_row_is_refused() =>
        Assert.Equal("nobody has said yet whether Anthropic can", AnthropicCapabilities.WhyNot((PlannedNoun)999, PlannedAction.Create, null));

    [Fact]
    public void The_narrowest_row_counts()
    {
        Assert.Null(AnthropicCapabilities.WhyNot(PlannedNoun.Key, PlannedAction.Rename, null));
        Assert.Equal(AnthropicCapabilities.NoKeys, AnthropicCapabilities.WhyNot(PlannedNoun.Key, PlannedAction.Create, "status"));
        Assert.NotNull(AnthropicCapabilities.WhyNot(PlannedNoun.Key, PlannedAction.Update, "models"));
        Assert.Null(AnthropicCapabilities.WhyNot(PlannedNoun.Key, PlannedAction.Update, "status"));
    }

    [Fact]
    public void What_cant_be_done_is_drift_only_where_Anthropic_shows_it()
    {
        Assert.True(Of(Change(PlannedAction.Create, PlannedNoun.Key, "prod-new")).Differs);
        Assert.True(Of(Change(PlannedAction.Update, PlannedNoun.Member, "ada@example.com", "role", "admin", "user")).Differs);
        Assert.False(Of(Change(PlannedAction.Create, PlannedNoun.AlertRule, "caps")).Differs);
        Assert.False(Of(Change(PlannedAction.Update, PlannedNoun.RotationPolicy, "rotation of the organization", "max_age_days", null, "90")).Differs);
        Assert.False(Of(Change(PlannedAction.Update, PlannedNoun.Key, "prod", "models", null, "claude-sonnet-5-5")).Differs);
    }

    [Fact]
    public void A_change_that_can_be_made_in_part_is_made_in_part()
    {
        var plan = Of(new PlannedChange(PlannedAction.Update, PlannedNoun.Key, "p", "prod", "Production", "apikey_01", [new("status", "active", "inactive"), new("max_tokens", null, "5")]));
        Assert.Equal("status", Assert.Single(Assert.Single(plan.Changes).Fields).Name);
        Assert.Equal("max_tokens", Assert.Single(Assert.Single(plan.Impossible).Change.Fields).Name);
        Assert.False(plan.Impossible[0].IsWhole);
    }

    [Fact]
    public void An_admin_is_never_removed_nor_lowered()
    {
        foreach (var change in new[] { Change(PlannedAction.Delete, PlannedNoun.Member, "Ada@example.com"), Change(PlannedAction.Update, PlannedNoun.Member, "Ada@example.com", "role", "admin", "user") })
        {
            Assert.Empty(Of(change).Changes);
            Assert.Single(Of(change).Impossible);
        }

        Assert.Single(Of(Change(PlannedAction.Delete, PlannedNoun.Member, "bea@example.com")).Changes);
    }

    [Fact]
    public void A_workspace_is_archived_only_where_it_was_named()
    {
        var end = Change(PlannedAction.Delete, PlannedNoun.Workspace, "Staging");
        Assert.Single(Of(end).LeftAlone);
        Assert.Empty(Of(end).Changes);
        Assert.Single(AnthropicTarget.Of(new OrganizationPlan([end], []), new OrganizationState { File = new OrganizationFile() }, Circumstances with { MayBeArchived = new HashSet<string> { "Staging" } }).Changes);
    }

    private static readonly AnthropicCircumstances Circumstances = new() { Admins = new HashSet<string> { "ada@example.com" } };

    private static TargetPlan Of(PlannedChange change) => AnthropicTarget.Of(new OrganizationPlan([change], []), new OrganizationState { File = new OrganizationFile() }, Circumstances);

    private static PlannedChange Change(PlannedAction action, PlannedNoun noun, string name, string? field = null, string? from = null, string? to = null) =>
        new(action, noun, $"x.{name}", name, "", "id", field is null ? [] : [new PlannedField(field, from, to)]);
}
