using Claviger.Core.Keys;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Keys;

public sealed class A_name_says_where_a_key_belongs
{
    private static readonly string Long64 = "prod-" + new string('a', 59);

    [Theory]
    [InlineData("prod-recommendation-service", "production", "recommendation-service")]
    [InlineData("prod-backend", "production", "backend")]
    [InlineData("staging-all", "staging", "all")]
    [InlineData("dev-team", "development", "team")]
    [InlineData("prod-s3-mirror2", "production", "s3-mirror2")]
    [InlineData("qa-billing", "qa", "billing")]
    public void A_good_name_is_accepted_and_gives_the_service(string name, string environment, string service)
    {
        var verdict = NamingPolicy.Default.Judge(name, null, environment);

        Assert.Equal((name, service), (verdict.Name, verdict.Service));
    }

    [Theory]
    [InlineData("key-1", "production")]
    [InlineData("test", "production")]
    [InlineData("my-key", "production")]
    [InlineData("prod-key-1", "production")]
    [InlineData("prod-my-key", "production")]
    [InlineData("prod-test", "production")]
    [InlineData("Prod-Backend", "production")]
    [InlineData("prod-Backend", "production")]
    [InlineData("prod_backend", "production")]
    [InlineData("production-backend", "production")]
    [InlineData("dev-backend", "production")]
    [InlineData("prod-backend", "development")]
    [InlineData("prod-bäckend", "production")]
    [InlineData("prod-backend\u0660", "production")]
    [InlineData("prod-backend\n", "production")]
    [InlineData("prod-back end", "production")]
    [InlineData(" prod-backend", "production")]
    [InlineData("", "production")]
    [InlineData("prod", "production")]
    [InlineData("prod-", "production")]
    [InlineData("-prod", "production")]
    [InlineData("prod--backend", "production")]
    [InlineData("prod-backend-", "production")]
    [InlineData("prod-1", "production")]
    [InlineData("😀", "production")]
    public void A_bad_name_is_refused_with_the_reason_and_a_good_one(string name, string environment)
    {
        var verdict = NamingPolicy.Default.Judge(name, null, environment);

        Assert.False(verdict.IsAccepted);
        Assert.Equal("name", verdict.Field);
        Assert.NotEmpty(verdict.Reason!);
        Assert.NotNull(verdict.Proposal);
        Assert.True(NamingPolicy.Default.Judge(verdict.Proposal, null, environment).IsAccepted, verdict.Proposal);
    }

    [Theory]
    [InlineData("Prod-Backend", "production", "prod-backend")]
    [InlineData("prod_backend", "production", "prod-backend")]
    [InlineData("production-backend", "production", "prod-backend")]
    [InlineData("dev-backend", "production", "prod-backend")]
    [InlineData("staging_search", "development", "dev-search")]
    [InlineData("Search Indexer", "production", "prod-search-indexer")]
    public void The_proposal_keeps_what_was_meant(string name, string environment, string proposal) =>
        Assert.Equal(proposal, NamingPolicy.Default.Judge(name, null, environment).Proposal);

    [Fact]
    public void Sixty_four_characters_are_a_name_and_sixty_five_are_not()
    {
        Assert.True(NamingPolicy.Default.Judge(Long64, null, "production").IsAccepted);
        Assert.False(NamingPolicy.Default.Judge(Long64 + "a", null, "production").IsAccepted);
    }

    [Fact]
    public void A_service_too_long_for_a_name_is_blamed_itself()
    {
        var verdict = NamingPolicy.Default.Judge(null, new string('a', 60), "production");

        Assert.Equal("service", verdict.Field);
        Assert.Contains("59", verdict.Reason);
    }

    [Fact]
    public void Name_and_service_must_agree()
    {
        var verdict = NamingPolicy.Default.Judge("prod-frontend", "backend", "production");

        Assert.Equal(("name", "prod-backend"), (verdict.Field, verdict.Proposal));
        Assert.True(NamingPolicy.Default.Judge("prod-backend", "backend", "production").IsAccepted);
        Assert.Equal("prod-backend", NamingPolicy.Default.Judge(null, "backend", "production").Name);
        Assert.Equal("service", NamingPolicy.Default.Judge(null, null, "production").Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Backend")]
    [InlineData("back_end")]
    [InlineData("backend\n")]
    [InlineData("-backend")]
    [InlineData("backend-")]
    [InlineData("1backend")]
    [InlineData("test")]
    [InlineData("api-key")]
    [InlineData("new-key-2")]
    public void A_bad_service_is_refused(string service) => Assert.Equal("service", NamingPolicy.Default.Judge(null, service, "production").Field);

    [Fact]
    public void Every_proposal_is_itself_accepted()
    {
        var environments = OneOf("production", "staging", "development", "qa", new string('e', 32));
        var services = OneOf<string?>(null, "backend", new string('s', 59), new string('s', 64));
        var names = Gen.OneOf(Gen.String[0, 80], Gen.String[Gen.Char["abp-_1 ÄX"], 0, 80]);
        var patterns = OneOf("{env}-{service}", "{service}-{env}", "acme-{env}-{service}-key", "{env}{service}", new string('p', 40) + "-{env}-{service}");
        Gen.Select(names, services, environments, patterns).Sample((name, service, environment, pattern) =>
        {
            var policy = new NamingPolicy(pattern);
            var verdict = policy.Judge(name, service, environment);
            if (verdict.Proposal is { } proposal) Assert.True(policy.Judge(proposal, service, environment).IsAccepted, proposal);
        }, iter: 20_000);
    }

    [Fact]
    public void Every_accepted_name_gives_its_service_back()
    {
        var policy = new NamingPolicy("acme-{service}-{env}", new Dictionary<string, string> { ["production"] = "p" });
        Gen.String[Gen.Char["abz09-"], 1, 40].Sample(service =>
        {
            var verdict = policy.Judge(null, service, "production");
            if (verdict.IsAccepted) Assert.Equal(service, policy.ServiceIn(verdict.Name!, "production"));
        });
    }

    [Fact]
    public void Patterns_and_short_forms_may_be_an_organizations_own()
    {
        var policy = new NamingPolicy("acme-{service}-{env}", new Dictionary<string, string> { ["production"] = "p", ["quality"] = "q" });

        Assert.Equal("acme-backend-p", policy.NameFor("production", "backend"));
        Assert.Equal("acme-backend-q", policy.NameFor("quality", "backend"));
        Assert.Equal("acme-backend-dev", policy.NameFor("development", "backend"));
        Assert.True(policy.Judge("acme-backend-p", null, "production").IsAccepted);
        Assert.False(policy.Judge("prod-backend", null, "production").IsAccepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{env}")]
    [InlineData("{service}")]
    [InlineData("{env}-{env}-{service}")]
    [InlineData("{env}-{service}-{service}")]
    [InlineData("{ENV}-{service}")]
    [InlineData("{env}_{service}")]
    [InlineData("{env} {service}")]
    [InlineData("{env}-{service}\n")]
    [InlineData("{env}-{service}-{owner}")]
    public void A_pattern_that_could_not_tell_is_refused(string pattern) => Assert.Throws<ArgumentException>(() => new NamingPolicy(pattern));

    [Theory]
    [InlineData("production", true)]
    [InlineData("eu-west1", true)]
    [InlineData("", false)]
    [InlineData("Prod", false)]
    [InlineData("1st", false)]
    [InlineData("a-", false)]
    [InlineData("prod\n", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void An_environment_is_a_short_word(string environment, bool good) => Assert.Equal(good, NamingPolicy.EnvironmentFault(environment) is null);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
