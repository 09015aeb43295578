using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Policy;
using Claviger.Core.Workspaces;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.Tests.Keys;

public sealed class A_key_ends_on_time
{
    private static readonly DateTimeOffset End = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(KeyStatus.Active, -1, KeyStatus.Active)]
    [InlineData(KeyStatus.Active, 0, KeyStatus.Expired)]
    [InlineData(KeyStatus.Active, 1, KeyStatus.Expired)]
    [InlineData(KeyStatus.Inactive, -1, KeyStatus.Inactive)]
    [InlineData(KeyStatus.Inactive, 0, KeyStatus.Expired)]
    [InlineData(KeyStatus.Archived, -1, KeyStatus.Archived)]
    [InlineData(KeyStatus.Archived, 1, KeyStatus.Archived)]
    public void A_key_stops_at_the_instant_it_expires(KeyStatus stored, int ticks, KeyStatus seen)
    {
        var clock = new FakeTimeProvider(End + ticks * Tick);

        Assert.Equal(seen, Key(stored, End).StatusAt(clock.GetUtcNow()));
        Assert.Equal(seen == KeyStatus.Active, Governed(stored, End).WorksAt(clock.GetUtcNow()));
    }

    [Fact]
    public void A_key_without_an_end_goes_on() => Assert.Equal(KeyStatus.Active, Key(KeyStatus.Active, null).StatusAt(DateTimeOffset.MaxValue));

    [Fact]
    public void A_key_of_an_archived_workspace_does_not_work()
    {
        var governed = Governed(KeyStatus.Active, null, workspace => workspace with { ArchivedAt = End });

        Assert.False(governed.WorksAt(End));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_secret_works_to_the_end_of_its_overlap_and_never_after(int ticks, bool works)
    {
        var secret = new GovernedSecret(default, Governed(KeyStatus.Active, null), [1, 2, 3], [], End);

        Assert.Equal(works, secret.Matches([1, 2, 3], End + ticks * Tick));
        Assert.False(secret.Matches([1, 2, 4], End + ticks * Tick));
        Assert.False(secret.Matches([1, 2], End + ticks * Tick));
    }

    private static ApiKey Key(KeyStatus status, DateTimeOffset? end) => new()
    {
        Id = ApiKeyId.New(),
        Number = 1,
        Workspace = new WorkspaceId("wrkspc_01a"),
        Name = "prod-backend",
        Service = "backend",
        Environment = "production",
        Owner = new KeyOwner(KeyOwner.Member, "user_01a"),
        CreatedAt = End.AddDays(-30),
        Status = status,
        ExpiresAt = end,
        Rules = KeyRules.None,
        SecretHint = "",
    };

    private static GovernedKey Governed(KeyStatus status, DateTimeOffset? end, Func<Workspace, Workspace>? with = null)
    {
        var workspace = new Workspace
        {
            Id = new WorkspaceId("wrkspc_01a"),
            Number = 1,
            Organization = new OrganizationId("o"),
            Name = "Production",
            IsDefault = false,
            DisplayColor = "#000000",
            Tags = new Dictionary<string, string>(),
            CreatedAt = End.AddDays(-60),
        };
        return new GovernedKey(Key(status, end), (with ?? (same => same))(workspace), 1, new UpstreamTarget(UpstreamId.New(), "u", new Uri("http://127.0.0.1"), "c"));
    }
}
