namespace Claviger.Core.SignIn;

/// <summary>Somebody's presence in the console. What they may do is worked out anew for each request and never stored here.</summary>
/// <param name="AdminKey">The key that it was opened with; null: by link or password.</param>
/// <param name="AuthenticatedAt">When the person last proved who they are: what is dangerous asks for it again.</param>
public sealed record ConsoleSession(
    ConsoleSessionId Id, OrganizationId Organization, MemberId Member, SignInMethod Method, AdminKeyId? AdminKey,
    DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset AuthenticatedAt, string? Address, string? UserAgent)
{
    /// <summary>A day's work; ASVS V7.3.2.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    /// <summary>ASVS V7.3.1.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a proof of identity lasts for dangerous acts.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public DateTimeOffset EndsAt => Earlier(CreatedAt + Absolute, LastSeenAt + Idle);

    /// <summary>A clock that went back doesn't lengthen it: what lies in the future is over.</summary>
    public bool LivesAt(DateTimeOffset now) => now < EndsAt && now >= CreatedAt - TimeSpan.FromMinutes(5);

    public bool IsFreshAt(DateTimeOffset now) => now - AuthenticatedAt < Fresh;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
