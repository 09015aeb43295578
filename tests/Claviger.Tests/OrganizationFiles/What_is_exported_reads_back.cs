using System.Text.Json;
using Claviger.Cli.OrganizationFiles;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;
using CsCheck;
using Xunit;

namespace Claviger.Tests.OrganizationFiles;

/// <summary>R18, X6: export, then plan: nothing. Whatever people called their things.</summary>
public sealed class What_is_exported_reads_back
{
    private static Gen<T> Of<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static readonly Gen<string> Name = Gen.OneOf(
        Of("Production", "true", "null", "~", "12", "1e3", "0x10", "a: b", "# no", "- x", "*a", "&a", "!t", "'q'", "\"d\"", "a\\b", "ünï", "日本", "yes", "<<", "a b", "[x]", "{y}", "x,y", "%TAG", "@at", "`b`", "|", ">", "?", ":", "-", "=", "2026-01-01"),
        Gen.String[Gen.Char[' ', '~'], 1, 30].Where(text => PlainText.IsName(text, 40)));

    private static readonly Gen<Money?> Amount = Gen.OneOf(Gen.Const((Money?)null), Gen.Long[0, long.MaxValue / 2].Select(nanos => (Money?)new Money(nanos)));

    private static readonly Gen<IReadOnlyDictionary<string, LimitSpec>> Limits = Gen.Select(Amount, Amount, Of("hard", "soft", "shadow"), Of("reserve", "slice"))
        .Select((a, b, mode, cap) => (IReadOnlyDictionary<string, LimitSpec>)new Dictionary<string, LimitSpec> { ["monthly"] = new(a, "hard", "reserve"), ["daily"] = new(b, mode, cap) });

    private static readonly Gen<KeySpec> Key = Gen.Select(Limits, Of("active", "inactive"), Gen.Long[0, 1_000_000], Of<string?>(null, "tier-2")).Select((limits, status, most, tier) => new KeySpec
    {
        Service = "search", Owner = "ada@example.com", Status = status, Tier = tier, Models = ["claude-haiku-5-5"], Networks = ["10.0.0.0/8", "2001:db8::/32"], MaxTokens = most,
        ExpiresAt = new DateTimeOffset(2027, 1, 1, 12, 30, 0, TimeSpan.Zero), SpendLimits = limits,
    });

    private static readonly Gen<OrganizationFile> File = Gen.Select(Gen.Dictionary(Name, Key)[0, 4], Gen.Dictionary(Name, Name)[0, 4], Name, Limits, Gen.Int[1, 365]).Select((keys, tags, workspace, limits, days) => new OrganizationFile
    {
        Organization = new() { TimeZone = "Europe/Berlin", SpendRefusals = "billing_error", Tier = "none", SpendLimits = limits },
        Environments = new Dictionary<string, EnvironmentSpec> { ["production"] = new(["10.1.0.0/16"], true), ["staging"] = new([], false) },
        Tiers = new Dictionary<string, TierSpec>(),
        Roles = new Dictionary<string, RoleSpec> { [workspace] = new(["audit.read", "keys.read"], "d: #x") },
        Members = new Dictionary<string, MemberSpec> { ["ada@example.com"] = new("admin", limits) },
        Groups = new Dictionary<string, GroupSpec> { [workspace] = new("", ["ada@example.com"], [new(workspace, workspace), new("workspace_admin", workspace)]) },
        ServiceAccounts = new Dictionary<string, ServiceAccountSpec> { ["ci"] = new("", "developer", new Dictionary<string, string> { [workspace] = "workspace_user" }) },
        Workspaces = new Dictionary<string, WorkspaceSpec>
        {
            [workspace] = new() { Environment = "production", DisplayColor = "#AABBCC", Tags = tags, Tier = "tier-1", Upstream = "anthropic", SpendLimits = limits, Members = new Dictionary<string, string> { ["ada@example.com"] = "workspace_admin" }, Keys = keys },
        },
        Checklist = new(new UpdateChecklistSettingsRequest(["production"], days, 30, 30, 365, 30, 8, 2, 5, 7, true), [new("unused-keys", workspace, "because: \"x\"", "ada@example.com", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero))]),
    });

    [Fact]
    public void To_the_same_tree_by_way_of_YAML_and_to_an_empty_plan() => File.Sample(file =>
    {
        var tree = OrganizationFileWriter.Write(file);
        var read = YamlTree.Read(YamlText.Of(tree));
        Assert.Empty(read.Faults);
        Assert.True(JsonElement.DeepEquals(tree, read.Root), YamlText.Of(tree));
        var (back, faults) = OrganizationFileReader.Read(read.Root);
        Assert.Empty(faults);
        var state = new OrganizationState { File = file, Members = new Dictionary<string, string> { ["ada@example.com"] = "user_1" }, Workspaces = file.Workspaces!.ToDictionary(one => one.Key, one => "wrkspc_1"), Keys = file.Workspaces!.Values.First().Keys!.ToDictionary(one => one.Key, one => "apikey_1") };
        var plan = OrganizationPlanner.Plan(back, state, allowDelete: true);
        Assert.True(plan.IsEmpty, string.Join('\n', plan.Changes));
    }, iter: 500);

    [Fact]
    public void A_file_with_nothing_in_it_manages_nothing() => File.Sample(file => Assert.True(OrganizationPlanner.Plan(new OrganizationFile(), new OrganizationState { File = file }, allowDelete: true).IsEmpty), iter: 50);
}
