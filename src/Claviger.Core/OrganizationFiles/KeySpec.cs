namespace Claviger.Core.OrganizationFiles;

/// <summary>A key by name. Null: left as it is.</summary>
public sealed record KeySpec
{
    /// <summary>The name it had: it is renamed and keeps secrets, limits and spend.</summary>
    public string? Was { get; init; }

    /// <summary>For life; null: the name gives it.</summary>
    public string? Service { get; init; }

    /// <summary>For life, and only of keys in a workspace without one.</summary>
    public string? Environment { get; init; }

    /// <summary>Address of a member.</summary>
    public string? Owner { get; init; }

    /// <summary>active or inactive.</summary>
    public string? Status { get; init; }

    /// <summary>A tier's name, or none.</summary>
    public string? Tier { get; init; }

    public IReadOnlyList<string>? Models { get; init; }
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>0: no ceiling.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>For life: said when the key is made.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyDictionary<string, LimitSpec>? SpendLimits { get; init; }
}
