namespace Claviger.Control.Access;

/// <summary>What the operator decides about people and roles; see docs/operate/configuration.md.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// Whether admins are made, changed and removed through the API. Anthropic's API doesn't, because its console does; Claviger's API is
    /// the only door, so it may unless the operator says otherwise (docs/adr/0013).
    /// </summary>
    public bool AdminsByApi { get; init; } = true;

    /// <summary>Domains that may be invited, in lower case; empty: any.</summary>
    public IReadOnlyList<string> EmailDomains { get; init; } = [];

    /// <summary>Members and pending invites together.</summary>
    public int MostMembers { get; init; } = 100_000;
}
