namespace Claviger.Core.Keys;

/// <summary>Anthropic's words for a key's life. Numbers are stored; never renumber.</summary>
public enum KeyStatus : byte
{
    Active = 0,

    /// <summary>Disabled; can be enabled again.</summary>
    Inactive = 1,

    /// <summary>Revoked for good; stays listed.</summary>
    Archived = 2,

    /// <summary>Past <c>expires_at</c>: derived from the clock, never stored.</summary>
    Expired = 3,
}
