using System.Globalization;
using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>A row of a day of the cost report, grouped by everything, and the names that go with it.</summary>
internal sealed record FocusCharge(OrganizationView Organization, UsageNames Names, CostBucket Day, CostResult Row)
{
    public string Cost => CsvPage.Dollars(DollarText.OfCents(Row.Amount));

    /// <summary>Null for cost that no class of tokens has: a number of what would be a guess.</summary>
    public string? Quantity => Row.Quantity?.ToString(CultureInfo.InvariantCulture);

    public string? Unit => Row.Quantity is null ? null : Row.TokenType is null ? "Requests" : "Tokens";

    public string? Geo => Row.InferenceGeo is "not_available" ? null : Row.InferenceGeo;

    /// <summary>What Anthropic prices apart: the same on every day and in every workspace.</summary>
    public string? Sku => Row.CostType is null ? null : Row.TokenType is null ? Row.CostType : Row.Description;

    public string? WorkspaceId => Row.WorkspaceId ?? Names.DefaultWorkspaceId;

    public string? Tags => Names.Environment(Row.WorkspaceId) is var environment and not "-"
        ? JsonSerializer.Serialize(new Dictionary<string, string> { ["claviger/environment"] = environment })
        : null;
}
