using Claviger.Core.Contracts;

namespace Claviger.Console.Offboarding;

internal static class OffboardingText
{
    public static string NameOf(UserView user) => user.Name.Length > 0 ? user.Name : user.Email;

    /// <summary>Service keys that were left without a new owner, or with a working secret that the person knows.</summary>
    public static IReadOnlyList<OffboardedServiceKey> OpenOf(OffboardingView report) =>
        [.. report.ServiceKeys.Where(key => key.Because.Contains("owner") && key.NewOwner is null || key.KnowsSecret && !key.Rotated)];

    public static string Because(string reason) => reason switch
    {
        "owner" => "owns it",
        "created" => "made it",
        "secret_seen" => "saw its secret",
        _ => reason,
    };

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
