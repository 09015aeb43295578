using Claviger.Core;

namespace Claviger.Storage.SignIn;

public static class SignInLinkStore
{
    public static void Add(AdminTransaction tx, byte[] digest, OrganizationId organization, MemberId member, DateTimeOffset at, DateTimeOffset expiresAt)
    {
        tx.Execute("DELETE FROM sign_in_links WHERE expires_at_ms < @at", new { at = at.ToUnixTimeMilliseconds() });
        tx.Execute(
            "INSERT INTO sign_in_links (digest, organization_id, member_id, created_at_ms, expires_at_ms) VALUES (@digest, @organization, @member, @at, @expires)",
            new { digest, organization = organization.Value, member = member.Value, at = at.ToUnixTimeMilliseconds(), expires = expiresAt.ToUnixTimeMilliseconds() });
    }

    /// <summary>Null: unknown, used, or over. A look that uses nothing: previews of links must not spend them.</summary>
    public static MemberId? Find(Reader reader, byte[] digest, DateTimeOffset now) =>
        reader.First<string>("SELECT member_id FROM sign_in_links WHERE digest = @digest AND expires_at_ms > @now", new { digest, now = now.ToUnixTimeMilliseconds() }) is { } member ? new MemberId(member) : null;

    /// <summary>It is gone afterwards.</summary>
    /// <returns>Whose it was; null: unknown, used, or over.</returns>
    public static MemberId? Use(AdminTransaction tx, byte[] digest, DateTimeOffset now) =>
        tx.First<string>("DELETE FROM sign_in_links WHERE digest = @digest AND expires_at_ms > @now RETURNING member_id", new { digest, now = now.ToUnixTimeMilliseconds() }) is { } member ? new MemberId(member) : null;

    public static void EndAllOf(AdminTransaction tx, MemberId member) => tx.Execute("DELETE FROM sign_in_links WHERE member_id = @member", new { member = member.Value });
}
