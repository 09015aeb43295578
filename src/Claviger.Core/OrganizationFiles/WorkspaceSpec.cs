namespace Claviger.Core.OrganizationFiles;

/// <summary>A workspace by name. Null: left as it is.</summary>
public sealed record WorkspaceSpec
{
    /// <summary>The name it had: it is renamed and keeps everything.</summary>
    public string? Was { get; init; }

    public string? Environment { get; init; }
    public string? DisplayColor { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>A tier's name, or none.</summary>
    public string? Tier { get; init; }

    /// <summary>An upstream's name.</summary>
    public string? Upstream { get; init; }

    public IReadOnlyDictionary<string, LimitSpec>? SpendLimits { get; init; }

    /// <summary>Address to workspace role.</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }

    public IReadOnlyDictionary<string, KeySpec>? Keys { get; init; }
}
