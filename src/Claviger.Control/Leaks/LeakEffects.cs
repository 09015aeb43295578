namespace Claviger.Control.Leaks;

/// <summary>Words of audit entries and answers.</summary>
public static class LeakEffects
{
    /// <summary>It had ended before, or the policy is to report only.</summary>
    public const string None = "none";

    public const string SecretEnded = "secret_ended";
    public const string KeyDisabled = "key_disabled";
    public const string KeyRevoked = "key_revoked";
    public const string InviteDeleted = "invite_deleted";
}
