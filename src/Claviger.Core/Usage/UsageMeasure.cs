namespace Claviger.Core.Usage;

/// <summary>What the largest spenders are the largest in.</summary>
public enum UsageMeasure
{
    Cost,

    /// <summary>Of every class together.</summary>
    Tokens,

    Requests,
}
