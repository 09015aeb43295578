namespace Claviger.Core.Rotation;

/// <summary>What one scope says about rotation. Null: as the next wider scope has it, and at last <see cref="RotationPolicy.BuiltIn"/>.</summary>
public sealed record RotationSettings
{
    public static readonly RotationSettings None = new();

    public int? MaxAgeDays { get; init; }

    /// <summary>How long the old secret goes on once the new one is in use.</summary>
    public TimeSpan? Overlap { get; init; }

    /// <summary>How long before its due date a secret is rotated by itself.</summary>
    public int? AheadDays { get; init; }

    public bool? Automatic { get; init; }

    public bool? ExtendWhileInUse { get; init; }

    /// <summary>Days after a rotation at which the old secret ends, whoever still uses it.</summary>
    public int? HardEndDays { get; init; }

    /// <summary>Name of the sink that new secrets are brought to; empty: none, whatever a wider scope says.</summary>
    public string? Sink { get; init; }
}
