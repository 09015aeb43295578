using Claviger.Core.Keys;

namespace Claviger.Core.Rotation;

/// <summary>How a key's secrets are rotated, with nothing left open: each field from the nearest scope that says something of it.</summary>
public sealed record RotationPolicy
{
    /// <summary>S7: quarterly.</summary>
    public static readonly RotationPolicy BuiltIn = new();

    public const int MostAgeDays = 3_650;

    /// <summary>A hard end later than this would be no end.</summary>
    public const int MostHardEndDays = 30; // as SecretOverlap.Most

    public int MaxAgeDays { get; private init; } = 90;

    public TimeSpan Overlap { get; private init; } = SecretOverlap.Usual;

    /// <summary>Less than <see cref="MaxAgeDays"/>: a secret that is due on the day it is made would be rotated for ever.</summary>
    public int AheadDays { get; private init; } = 14;

    public bool Automatic { get; private init; } = true;

    public bool ExtendWhileInUse { get; private init; } = true;

    public int HardEndDays { get; private init; } = MostHardEndDays;

    /// <summary>Null: new secrets are brought nowhere; whoever rotates gets them.</summary>
    public string? Sink { get; private init; }

    /// <summary>Whether the program rotates without being asked.</summary>
    public bool IsManaged => Automatic && Sink is not null;

    /// <param name="nearestFirst">Of the key, its workspace and its organization; null where a scope says nothing.</param>
    public static RotationPolicy Of(params ReadOnlySpan<RotationSettings?> nearestFirst)
    {
        var policy = BuiltIn;
        for (var i = nearestFirst.Length - 1; i >= 0; i--)
            if (nearestFirst[i] is { } settings) policy = policy.With(settings);
        // Scopes are set one by one, so only here are an age and a lead seen together.
        return policy.AheadDays < policy.MaxAgeDays ? policy : policy with { AheadDays = policy.MaxAgeDays / 2 };
    }

    private RotationPolicy With(RotationSettings settings) => this with
    {
        MaxAgeDays = settings.MaxAgeDays ?? MaxAgeDays,
        Overlap = settings.Overlap ?? Overlap,
        AheadDays = settings.AheadDays ?? AheadDays,
        Automatic = settings.Automatic ?? Automatic,
        ExtendWhileInUse = settings.ExtendWhileInUse ?? ExtendWhileInUse,
        HardEndDays = settings.HardEndDays ?? HardEndDays,
        Sink = settings.Sink is null ? Sink : settings.Sink.Length == 0 ? null : settings.Sink,
    };
}
