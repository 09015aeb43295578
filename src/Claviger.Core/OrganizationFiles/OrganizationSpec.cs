namespace Claviger.Core.OrganizationFiles;

/// <summary>What holds for the whole organization. Null: left as it is.</summary>
public sealed record OrganizationSpec
{
    public string? TimeZone { get; init; }
    public string? SpendRefusals { get; init; }

    /// <summary>A tier's name, or none.</summary>
    public string? Tier { get; init; }

    /// <summary>By period; all there are to be.</summary>
    public IReadOnlyDictionary<string, LimitSpec>? SpendLimits { get; init; }
}
