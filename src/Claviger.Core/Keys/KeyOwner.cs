namespace Claviger.Core.Keys;

/// <summary>Who answers for a key. A service key outlives its maker; a personal key does not.</summary>
/// <param name="Id"><c>user_…</c> (member) or <c>svac_…</c> (service account).</param>
public sealed record KeyOwner(string Type, string Id)
{
    public const string Member = "user";
    public const string ServiceAccount = "service_account";
}
