using System.Globalization;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>What a line of a report is about, by one breakdown.</summary>
/// <param name="Id">Lines of one id are one line; empty where there is none.</param>
internal sealed record ReportLabel(string Id, string Name)
{
    public static ReportLabel Of(Breakdown by, UsageNames names, UsageBucket bucket, UsageResult row) =>
        Of(by, names, bucket.StartingAt, row.ApiKeyId, row.WorkspaceId, row.OwnerId, row.Model, row.ServiceTier, null);

    public static ReportLabel Of(Breakdown by, UsageNames names, CostBucket bucket, CostResult row) =>
        Of(by, names, bucket.StartingAt, row.ApiKeyId, row.WorkspaceId, row.OwnerId, row.Model, row.ServiceTier, row.Description);

    private static ReportLabel Of(Breakdown by, UsageNames names, DateTimeOffset at, string? key, string? workspace, string? owner, string? model, string? tier, string? description) => by.Word switch
    {
        "day" => At(at, "yyyy-MM-dd"),
        "hour" => At(at, "yyyy-MM-dd HH:mm"),
        "key" => new(key ?? "", names.Key(key)),
        "workspace" => new(workspace ?? "", names.Workspace(workspace)),
        "environment" => Same(names.Environment(workspace)),
        "member" => new(owner ?? "", names.Owner(owner)),
        "model" => Same(model),
        "tier" => Same(tier),
        _ => Same(description),
    };

    /// <summary>The heads of its cells in CSV.</summary>
    public static IEnumerable<string> Heads(Breakdown by) => by.Word switch
    {
        "key" => ["api_key_id", "api_key"],
        "workspace" => ["workspace_id", "workspace"],
        "member" => ["owner_id", "owner"],
        "tier" => ["service_tier"],
        "day" or "hour" => ["starting_at"],
        _ => [by.Word],
    };

    public IEnumerable<string> Cells(Breakdown by) => by.Word switch
    {
        "key" or "workspace" or "member" => [Id, Name],
        _ => [Id],
    };

    private static ReportLabel At(DateTimeOffset time, string form) => new(UtcTimeConverter.Text(time), time.UtcDateTime.ToString(form, CultureInfo.InvariantCulture));

    private static ReportLabel Same(string? text) => new(text is null or "-" ? "" : text, text ?? "-");
}
