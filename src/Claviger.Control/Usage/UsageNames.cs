using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Usage;
using Claviger.Core.Workspaces;
using Claviger.Storage.Usage;

namespace Claviger.Control.Usage;

/// <summary>Turns the numbers of report rows into the names of the wire.</summary>
internal sealed class UsageNames(IReadOnlyList<Workspace> workspaces, IReadOnlyDictionary<int, string> keys, IReadOnlyDictionary<int, string> models,
    IReadOnlyDictionary<int, string> owners)
{
    public static readonly IReadOnlyDictionary<string, UsageDimension> Dimensions = new Dictionary<string, UsageDimension>(StringComparer.Ordinal)
    {
        ["workspace_id"] = UsageDimension.Workspace,
        ["api_key_id"] = UsageDimension.Key,
        ["model"] = UsageDimension.Model,
        ["service_tier"] = UsageDimension.Tier,
        ["inference_geo"] = UsageDimension.Geo,
        ["speed"] = UsageDimension.Speed,
        ["context_window"] = UsageDimension.LongContext,
        ["owner_id"] = UsageDimension.Owner, // ours: Anthropic's account_id and service_account_id mean who called
    };

    public static readonly IReadOnlyDictionary<string, ServiceTier> Tiers = new Dictionary<string, ServiceTier>(StringComparer.Ordinal)
    {
        ["standard"] = ServiceTier.Standard,
        ["priority"] = ServiceTier.Priority,
        ["batch"] = ServiceTier.Batch,
    };

    private readonly Dictionary<int, Workspace> _workspaces = workspaces.ToDictionary(workspace => workspace.Number);

    public UsageResult ResultOf(UsageReportRow row) => new(
        row.Input, new CacheCreationTokens(row.CacheWrite5m, row.CacheWrite1h), row.CacheRead, row.Output, new ServerToolUse(row.WebSearch),
        AccountId: null,
        ApiKeyId: row.Key is { } key ? keys.GetValueOrDefault(key) : null,
        ContextWindow: row.LongContext is { } context ? context == 0 ? "0-200k" : "200k-1M" : null,
        InferenceGeo: row.Geo is { } geo ? (InferenceGeo)geo switch { InferenceGeo.Us => "us", InferenceGeo.Global => "global", _ => "not_available" } : null,
        // Number 0 is a call that names no model, such as a batch line that failed.
        Model: row.Model is { } model ? models.GetValueOrDefault(model) : null,
        ServiceAccountId: null,
        ServiceTier: row.Tier is { } tier ? (ServiceTier)tier switch { ServiceTier.Batch => "batch", ServiceTier.Priority => "priority", _ => "standard" } : null,
        Speed: row.Speed is { } speed ? (Speed)speed == Core.Usage.Speed.Fast ? "fast" : "standard" : null,
        // Anthropic's report shows the default workspace as null.
        WorkspaceId: row.Workspace is { } workspace && _workspaces.GetValueOrDefault(workspace) is { IsDefault: false } found ? found.Id.Value : null,
        row.Requests, new Money(row.CostNanos).ToCentsString(),
        row.Owner is { } owner ? owners.GetValueOrDefault(owner) : null);
}
