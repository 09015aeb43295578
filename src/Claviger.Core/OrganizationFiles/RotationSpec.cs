namespace Claviger.Core.OrganizationFiles;

/// <summary>What one scope says about rotation. Null: left as it is.</summary>
/// <param name="Sink">Name of a sink; none: brought nowhere, whatever a wider scope says.</param>
public sealed record RotationSpec(long? MaxAgeDays, long? OverlapSeconds, long? AheadDays, bool? Automatic, bool? ExtendWhileInUse, long? HardEndDays, string? Sink)
{
    public const string NoSink = "none";
}
