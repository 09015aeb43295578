namespace Claviger.Core.Checklist;

/// <summary>Where facts come from, and so where a finding is mended.</summary>
public enum FactSource
{
    Claviger = 0,

    /// <summary>An organization of Anthropic's, read through its Admin API.</summary>
    Anthropic = 1,
}
