using System.Net;
using System.Text.Json;
using Claviger.Core.Contracts;
using Claviger.Core.Rates;

namespace Claviger.Tests.Cli;

/// <summary>Tiers and rate limits of the organization in memory.</summary>
internal sealed class FakeRates
{
    public List<TierView> Tiers { get; } = [.. TierBook.Shipped.Where(tier => tier.Name is "scale" or "tier-1" or "tier-2").Select(tier => new TierView(
        "rate_limit_tier", tier.Name, tier.DisplayName, "shipped", "2026-10-08", tier.Source, TierJson.Map(tier.Classes)))];

    public string? OrganizationTier { get; set; } = "scale";

    public HttpResponseMessage Answer(string method, string[] parts, string? body) => (method, parts) switch
    {
        ("GET", ["tiers"]) => FakeAdminApi.Answer(new CursorPage<TierView>(Tiers, null)),
        ("GET", ["tiers", var name]) => FakeAdminApi.Answer(Tiers.Single(tier => tier.Name == name)),
        ("POST", ["tiers"]) => FakeAdminApi.Answer(Made(Read<CreateTierRequest>(body))),
        ("POST", ["tiers", var name]) => FakeAdminApi.Answer(Changed(name, Read<UpdateTierRequest>(body))),
        ("DELETE", ["tiers", var name]) => Tiers.RemoveAll(tier => tier.Name == name) == 1
            ? FakeAdminApi.Answer(new DeletedTierView(name, "rate_limit_tier_deleted"))
            : FakeAdminApi.Error(HttpStatusCode.NotFound, "not_found_error", "tier not found"),
        ("POST", ["rate_limits", "tier"]) => FakeAdminApi.Answer(new OrganizationTierView(
            "organization_rate_limit_tier", OrganizationTier = Read<SetOrganizationTierRequest>(body).Tier is "none" ? null : Read<SetOrganizationTierRequest>(body).Tier)),
        ("GET", ["rate_limits"]) => FakeAdminApi.Answer(new CursorPage<RateLimitView>(
            [.. RateGroups.All.Where(group => group.Class is "opus_5_5" or "batch").Select(group => new RateLimitView(
                "rl_01" + group.Class, "rate_limit", View(group), null, OrganizationTier is null ? [] : [new("requests_per_minute", 10_000)], "x"))], null)),
        ("GET", ["workspaces", var id, "rate_limits"]) => FakeAdminApi.Answer(new CursorPage<WorkspaceRateLimitView>(
            [new("workspace_rate_limit", id, "rl_01opus_5_5", View(RateGroups.OfClass("opus_5_5")!), [],
                [
                    new("requests_per_minute", 50, 10_000, new("workspace", null)), new("input_tokens_per_minute_cache_aware", 450_000, null, new("workspace", "tier-2")),
                    new("output_tokens_per_minute", 2_000_000, 2_000_000, new("organization", null)),
                ], "model_group")], null)),
        ("POST", ["workspaces", var id, "rate_limits", var entry]) => FakeAdminApi.Answer(new WorkspaceRateLimitView(
            "workspace_rate_limit", id, entry, View(RateGroups.OfClass("opus_5_5")!), [],
            [.. Read<UpdateWorkspaceRateLimitRequest>(body).Limits.EnumerateArray().Where(limit => limit.GetProperty("value").ValueKind == JsonValueKind.Number)
                .Select(limit => new WorkspaceRateLimitValue(limit.GetProperty("type").GetString()!, limit.GetProperty("value").GetInt64(), 10_000, new("workspace", null)))], "model_group")),
        _ => FakeAdminApi.Error(HttpStatusCode.NotFound, "not_found_error", "no such route"),
    };

    private static T Read<T>(string? body) => JsonSerializer.Deserialize<T>(body!, WireJson.Options)!;

    private static RateLimitGroupView View(RateGroup group) => new(group.Id, "x", group.DisplayName);

    private TierView Made(CreateTierRequest request)
    {
        var tier = new TierView("rate_limit_tier", request.Name, request.DisplayName ?? request.Name, "custom", null, null, TierJson.Map(TierJson.Read(request.Classes.GetRawText())));
        Tiers.Add(tier);
        return tier;
    }

    private TierView Changed(string name, UpdateTierRequest request)
    {
        var at = Tiers.FindIndex(tier => tier.Name == name);
        return Tiers[at] = Tiers[at] with
        {
            DisplayName = request.DisplayName ?? Tiers[at].DisplayName,
            Origin = Tiers[at].Origin == "custom" ? "custom" : "edited",
            Classes = request.Classes is { } classes ? TierJson.Map(TierJson.Read(classes.GetRawText())) : Tiers[at].Classes,
        };
    }
}
