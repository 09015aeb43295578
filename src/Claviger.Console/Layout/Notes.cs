using System.Collections.Frozen;

namespace Claviger.Console.Layout;

/// <summary>What a page says after a form has done its work. The address only names one of these: nobody else's words get onto a page by a link.</summary>
internal static class Notes
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["saved"] = "Saved.",
        ["key-disabled"] = "The key is disabled: requests with it are refused from now on.",
        ["key-enabled"] = "The key works again.",
        ["key-revoked"] = "The key is revoked, for good.",
        ["secret-ended"] = "That secret has ended.",
        ["password-set"] = "Your password is set. Your other sessions have ended.",
        ["authenticator-added"] = "The authenticator is set: signing in asks for its code from now on.",
        ["authenticator-removed"] = "The authenticator is removed.",
        ["signed-out-others"] = "Your other sessions have ended.",
        ["limit-set"] = "The spend limit is in force.",
        ["limit-removed"] = "The spend limit is gone.",
    }.ToFrozenDictionary();

    public static string? Of(string? name) => name is null ? null : Texts.GetValueOrDefault(name);
}
