namespace Claviger.Core.Keys;

/// <summary>What a token is for, read from its prefix. None can pass for an Anthropic key.</summary>
public enum KeyTokenKind
{
    /// <summary><c>clvk_</c>: a workspace API key, for the data plane.</summary>
    ApiKey,

    /// <summary><c>clva_</c>: an admin key, for the Admin API only.</summary>
    AdminKey,

    /// <summary><c>clvi_</c>: an invite's acceptance token, good for one call.</summary>
    Invite,
}
