namespace Claviger.Core.Usage;

/// <summary><c>usage.service_tier</c>. Numbers are stored; never renumber.</summary>
public enum ServiceTier : byte
{
    Standard = 0,
    Priority = 1,
    Batch = 2,

    /// <summary>A name this version doesn't know: has no price.</summary>
    Unknown = 255,
}

/// <summary><c>usage.inference_geo</c>. Numbers are stored; never renumber.</summary>
public enum InferenceGeo : byte
{
    /// <summary>Absent, null or <c>not_available</c>: a model that has no choice of geography.</summary>
    NotAvailable = 0,
    Global = 1,
    Us = 2,

    /// <summary>A name this version doesn't know: has no price.</summary>
    Unknown = 255,
}

/// <summary><c>usage.speed</c>. Numbers are stored; never renumber.</summary>
public enum Speed : byte
{
    Standard = 0,
    Fast = 1,

    /// <summary>A name this version doesn't know: has no price.</summary>
    Unknown = 255,
}
