namespace Claviger.Core.Rates;

/// <summary>What a group of rate limits is about.</summary>
public enum RateGroupType : byte
{
    /// <summary>Messages to models that share a pool.</summary>
    ModelGroup,

    /// <summary>All calls about batches, and what waits in them.</summary>
    Batch,

    TokenCount,
    Files,
    Skills,
}
