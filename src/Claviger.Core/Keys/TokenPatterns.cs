namespace Claviger.Core.Keys;

/// <summary>
/// The published regular expression of each kind of token, for secret scanners. Without look-around, because the engines that scan
/// whole sites have none. A match is a candidate; the checksum decides (<see cref="KeyToken.TryRead"/>).
/// </summary>
public static class TokenPatterns
{
    public static IReadOnlyList<KeyTokenKind> Kinds { get; } = Enum.GetValues<KeyTokenKind>();

    /// <summary>Never reworded: scanners all over the world have it.</summary>
    public static string Of(KeyTokenKind kind) => $@"\b{KeyToken.PrefixOf(kind)}[0-9A-Za-z]{{60}}\b";

    /// <summary>What a report calls the kind, and what to enrol it as.</summary>
    public static string NameOf(KeyTokenKind kind) => kind switch
    {
        KeyTokenKind.ApiKey => "claviger_api_key",
        KeyTokenKind.AdminKey => "claviger_admin_api_key",
        KeyTokenKind.Invite => "claviger_invite_token",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
