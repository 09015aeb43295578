using Claviger.Core.Contracts;

namespace Claviger.Core.Offboarding;

/// <summary>What an offboarding leaves to people, worked out of its report.</summary>
public static class OffboardingSteps
{
    /// <summary>By any secret of a key; null: never.</summary>
    public static DateTimeOffset? LastUse(IReadOnlyList<ApiKeySecretView> secrets) => secrets.Max(secret => secret.LastUsedAt);

    public static IEnumerable<OffboardingStep> Left(OffboardingView report)
    {
        foreach (var key in report.ServiceKeys)
        {
            if (key is { KnowsSecret: true, KnownSecretWorksUntil: null, Rotated: false })
                yield return new OffboardingStep($"they know the secret of {key.Name}", $"claviger keys rotate {key.Id}");
            if (key.Because.Contains("owner") && key.NewOwner is null)
                yield return new OffboardingStep($"{key.Name} has no owner any more", $"claviger keys update {key.Id} --owner {key.ProposedOwner?.Email ?? "MEMBER"}");
            if (key.Rotated)
                yield return new OffboardingStep($"give {key.Name} its new secret, and see that everybody has moved", $"claviger keys secrets {key.Id}");
        }

        foreach (var key in report.OtherAdminKeys.Where(key => !key.Ended))
            yield return new OffboardingStep($"they know the secret of admin key {key.Name}", $"claviger admin-keys revoke {key.Id}");
    }
}
