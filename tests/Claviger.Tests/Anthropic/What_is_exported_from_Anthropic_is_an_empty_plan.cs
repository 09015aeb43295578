using Claviger.Cli.Anthropic;
using Claviger.Cli.OrganizationFiles;
using Claviger.Cli.Scan;
using Claviger.Core.OrganizationFiles;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Anthropic;

/// <summary>X6: whatever people called their things at Anthropic, and however often, what was exported is right and differs in nothing.</summary>
public sealed class What_is_exported_from_Anthropic_is_an_empty_plan
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static Gen<T> Of<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static readonly Gen<string> Name = Gen.OneOf(
        Of("Production", "Staging 2", "Default", "true", "null", "12", "1e3", "a: b", "# no", "- x", "'q'", "\"d\"", "a\\b", "ünï", "日本", "<<", "tab\tin", "esc\u001b[31m", "\u202Ereversed", " blank", "", "wrkspc_01x", "apikey_010", new string('n', 80)),
        Gen.String[Gen.Char[' ', '~'], 0, 30]);

    private static readonly Gen<AnthropicReading.KeyRow> Key = Gen.Select(Name, Of("active", "inactive", "expired"), Gen.Int[-1, 5], Of<string?>(null, null, "user_010", "svac_01"), Gen.Bool).Select((name, status, place, owner, ends) =>
        new AnthropicReading.KeyRow("", name, status, "hint", place < 0 ? null : $"wrkspc_01{place}", owner, "user_011", Now.AddDays(-3), ends ? Now.AddDays(40).AddMilliseconds(17) : null));

    private static readonly Gen<AnthropicReading.RateRow> Rate = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 3], Of("requests_per_minute", "output_tokens_per_minute", "input_tokens_per_minute", "tokens_per_day"), Gen.Long[1, 5_000]).Select((place, group, limiter, value) =>
        new AnthropicReading.RateRow($"wrkspc_01{place}", $"rl_{group}", $"rlg_{group}", limiter, value));

    private static readonly Gen<AnthropicReading> Reading = Gen.Select(
        Name.Array[5], Key.Array[0, 12], Rate.Array[0, 4], Of("user", "developer", "billing", "admin", "owner", "managed", "membership_admin", "claude_code_user").Array[6], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Of("workspace_user", "workspace_admin", "workspace_billing")).Array[0, 8],
        Gen.Select(Gen.Int[0, 5], Of("0", "50000", "1"), Gen.Bool).Array[0, 6]).Select((names, keys, rates, roles, places, limits) => new AnthropicReading
    {
        At = Now, OrganizationId = "o", OrganizationName = "Acme\nversion: 2",
        Members = [.. roles.Select((role, i) => new AnthropicReading.MemberRow($"user_01{i}", i == 3 ? "not an address" : $"P{i}@example.com", "p", role))],
        Invites = [new("invite_01a", "New@example.com", "developer", Now.AddDays(9)), new("invite_01b", "p0@example.com", "user", Now.AddDays(9)), new("invite_01c", "boss@example.com", "owner", Now.AddDays(9))],
        Workspaces = [new("wrkspc_010", "Default", true, "#aabbcc", new Dictionary<string, string>()), .. names.Select((name, i) => new AnthropicReading.WorkspaceRow($"wrkspc_01{i + 1}", name, name == "Default", "#6c5bb9", new Dictionary<string, string> { [$"t{name}"] = name }))],
        Keys = [.. keys.Select((key, i) => key with { Id = $"apikey_01{i}" })],
        RateGroups = [new("rl_0", "rlg_0", "opus_5_5"), new("rl_1", "rlg_1", "haiku_3_5"), new("rl_2", "rlg_2", "batch"), new("rl_3", "rlg_3", null)],
        RateLimits = [.. rates.DistinctBy(rate => (rate.WorkspaceId, rate.RateLimitId, rate.Limiter))],
        Places = [.. places.Select(place => new AnthropicReading.PlaceRow($"wrkspc_01{place.Item1}", $"user_01{place.Item2}", place.Item3)).DistinctBy(place => (place.WorkspaceId, place.MemberId))],
        SpendLimits = [.. limits.Select((limit, i) => new AnthropicReading.LimitRow($"spl_01{i}", limit.Item3 ? "organization" : "workspace", limit.Item3 ? null : $"wrkspc_01{limit.Item1}", "monthly", limit.Item2, true)).DistinctBy(limit => (limit.Scope, limit.ScopeId))],
    });

    [Fact]
    public void Whatever_there_is() => Reading.Sample(reading =>
    {
        var text = AnthropicExport.TextOf(reading, new Dictionary<string, string>());
        var tree = YamlTree.Read(text);
        Assert.True(tree.Faults.Count == 0, string.Join('\n', tree.Faults) + text);
        var (file, faults) = OrganizationFileReader.Read(tree.Root);
        Assert.True(faults.Count == 0, string.Join('\n', faults) + "\n" + text);
        var plan = AnthropicState.Of(reading, file, new Dictionary<string, string>(), new HashSet<string>()).Plan(file, allowDelete: true);
        Assert.True(plan.IsEmpty && plan.Impossible.Count == 0, string.Join('\n', plan.Changes.Concat(plan.LeftAlone).Concat(plan.Impossible.Select(one => one.Change))) + "\n" + text);
    }, iter: 1_000);

    [Fact]
    public void And_without_the_limits_that_a_plan_refuses() => Reading.Sample(reading =>
    {
        reading = reading with { SpendLimits = null, RateLimits = null, RateGroups = null };
        var file = OrganizationFileReader.Read(YamlTree.Read(AnthropicExport.TextOf(reading, new Dictionary<string, string>())).Root).File;
        var plan = AnthropicState.Of(reading, file, new Dictionary<string, string>(), new HashSet<string>()).Plan(file, allowDelete: true);
        Assert.True(plan.IsEmpty && plan.Impossible.Count == 0);
    }, iter: 200);
}
