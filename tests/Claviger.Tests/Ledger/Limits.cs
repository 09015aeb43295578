using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Workspaces;

namespace Claviger.Tests.Ledger;

/// <summary>
/// One organization, two workspaces, two owners, four keys: key k is of workspace k / 2 and of owner k % 2, so that scopes cross.
/// Makes limits, keys and policies of them.
/// </summary>
internal static class Limits
{
    public const int Keys = 4;

    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly OrganizationId Organization = new("5f2d7f0e-6a41-4c0b-9d3e-0c1f5a7b9e21");
    private static readonly Workspace[] Workspaces = [Workspace(1), Workspace(2)];
    private static readonly UpstreamTarget Target = new(new UpstreamId("upstream"), "simulator", new Uri("http://127.0.0.1:1"), "sk-ant-sim-upstream-key");
    private static readonly Dictionary<int, byte[]> Peppers = new() { [1] = new byte[32] };

    public static SpendLimit Limit(
        int number, LimitScopeType scope, int of, long? amount, LimitPeriod period = LimitPeriod.Lifetime, LimitMode mode = LimitMode.Hard, AtCap atCap = AtCap.Reserve) => new()
    {
        Id = new SpendLimitId($"spl_{number}"), Number = number, Version = number, Scope = new LimitScope(scope, $"scope_{of}", of), Period = period,
        Amount = amount is { } nanos ? new Money(nanos) : null, Mode = mode, AtCap = atCap, CreatedAtMs = 0, UpdatedAtMs = 0,
    };

    /// <summary>A lifetime limit on everything that <see cref="Key"/> makes.</summary>
    public static SpendLimit OrganizationLimit(long amount, int number = 9) => Limit(number, LimitScopeType.Organization, 1, amount);

    public static bool Covers(SpendLimit limit, int key) => limit.Scope.Type switch
    {
        LimitScopeType.ApiKey => limit.Scope.Number == key + 1,
        LimitScopeType.User => limit.Scope.Number == key % 2 + 1,
        LimitScopeType.Workspace => limit.Scope.Number == key / 2 + 1,
        _ => true,
    };

    public static GovernedKey Key(int key, params IEnumerable<SpendLimit> limits) => new(
        new ApiKey
        {
            Id = new ApiKeyId($"apikey_{key + 1}"), Number = key + 1, Workspace = Workspaces[key / 2].Id, Name = $"key-{key}", Service = "service", Environment = "production",
            Owner = new KeyOwner(KeyOwner.Member, $"user_{key % 2 + 1}"), CreatedAt = Start, Status = KeyStatus.Active, Rules = KeyRules.None, SecretHint = "",
        },
        Workspaces[key / 2], 1, Target, key % 2 + 1, [.. limits.Where(limit => Covers(limit, key))]);

    public static PolicySnapshot Policy(IEnumerable<SpendLimit> limits, string zone = "UTC") => new(
        1, new Organization(Organization, 1, "Test", Start) { TimeZone = zone }, Workspaces, [], [], Peppers, PriceBook.BuiltIn,
        new int[PriceBook.BuiltIn.Models.Length], new Dictionary<int, UpstreamTarget> { [1] = Target }, [.. limits]);

    private static Workspace Workspace(int number) => new()
    {
        Id = new WorkspaceId($"wrkspc_{number}"), Number = number, Organization = Organization, Name = $"Workspace {number}", IsDefault = number == 1,
        DisplayColor = "#000000", Tags = new Dictionary<string, string>(), CreatedAt = Start,
    };
}
