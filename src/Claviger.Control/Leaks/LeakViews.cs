using System.Security.Cryptography;
using System.Text;
using Claviger.Core.Contracts;
using Claviger.Core.Keys;

namespace Claviger.Control.Leaks;

internal static class LeakViews
{
    public static LeakedTokenView Of(string token, LeakVerdict verdict) => new(
        Hash(token), Label(verdict), verdict.Known is { } known ? KindOf(known.Kind) : null, verdict.Known?.Holder, verdict.Effect);

    /// <summary>What GitHub takes in place of the token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static string Label(LeakVerdict verdict) => verdict.Known is null ? "false_positive" : "true_positive";

    private static string KindOf(KeyTokenKind kind) => kind switch
    {
        KeyTokenKind.ApiKey => "api_key",
        KeyTokenKind.AdminKey => "admin_api_key",
        KeyTokenKind.Invite => "invite",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
