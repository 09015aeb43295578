using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Reports_show_what_was_used(Reports_show_what_was_used.Books books) : IClassFixture<Reports_show_what_was_used.Books>
{
    private const string Range = "starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-05T00:00:00Z";

    [Fact]
    public async Task Buckets_come_one_an_interval_the_silent_ones_too()
    {
        var report = await ReportAsync(Range);
        var buckets = report.GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(["data", "has_more", "next_page"], report.EnumerateObject().Select(field => field.Name));
        Assert.Equal(["2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z"], buckets.Select(bucket => bucket.GetProperty("starting_at").GetString()));
        Assert.Equal(["2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z"], buckets.Select(bucket => bucket.GetProperty("ending_at").GetString()));
        Assert.Equal([1, 0, 1], buckets.Select(bucket => bucket.GetProperty("results").GetArrayLength()));
        Assert.Equal((false, JsonValueKind.Null), (report.GetProperty("has_more").GetBoolean(), report.GetProperty("next_page").ValueKind));
    }

    [Fact]
    public async Task A_result_has_every_field_and_null_for_what_was_not_asked()
    {
        var result = Results(await ReportAsync(Range)).First();

        Assert.Equal(
            """
            {"uncached_input_tokens":600,"cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":60},"cache_read_input_tokens":90,"output_tokens":120,"server_tool_use":{"web_search_requests":3},"account_id":null,"api_key_id":null,"context_window":null,"inference_geo":null,"model":null,"service_account_id":null,"service_tier":null,"speed":null,"workspace_id":null,"requests":3,"cost_cents":"3.0000003"}
            """, result.ToString());
    }

    [Theory]
    [InlineData("workspace_id", "PRODUCTION|null|STAGING")]
    [InlineData("api_key_id", "KEY|OTHER|DEFAULT")]
    [InlineData("model", "claude-haiku-4-5-20251001|null")]
    [InlineData("service_tier", "batch|standard")]
    [InlineData("inference_geo", "us|not_available")]
    [InlineData("speed", "fast|standard")]
    [InlineData("context_window", "0-200k|200k-1M")]
    public async Task Every_dimension_can_be_grouped_by(string dimension, string values)
    {
        var seen = Results(await ReportAsync($"{Range}&group_by[]={dimension}")).Select(result => result.GetProperty(dimension).GetString() ?? "null").ToHashSet();

        Assert.Equal(values.Split('|').Select(books.Named).Order(), seen.Order());
    }

    [Fact]
    public async Task Several_dimensions_split_further_and_the_sum_stays()
    {
        var whole = Results(await ReportAsync(Range)).Sum(Requests);
        var split = Results(await ReportAsync($"{Range}&group_by%5B%5D=api_key_id&group_by%5B%5D=model&group_by%5B%5D=service_tier")).ToList();

        Assert.Equal(whole, split.Sum(Requests));
        Assert.Equal(5, split.Select(result => (result.GetProperty("api_key_id").ToString(), result.GetProperty("model").ToString(), result.GetProperty("service_tier").ToString())).Distinct().Count());
    }

    [Theory]
    [InlineData("workspace_ids[]=PRODUCTION", 3)]
    [InlineData("workspace_ids[]=STAGING&workspace_ids[]=PRODUCTION", 4)]
    [InlineData("workspace_ids[]=wrkspc_01none", 0)]
    [InlineData("api_key_ids[]=KEY", 3)]
    [InlineData("api_key_ids[]=apikey_01none", 0)]
    [InlineData("models[]=claude-haiku-4-5-20251001", 5)]
    [InlineData("models[]=claude-none", 0)]
    [InlineData("service_tiers[]=batch", 2)]
    [InlineData("service_tiers[]=priority", 0)]
    [InlineData("api_key_ids[]=KEY&service_tiers[]=batch", 1)]
    public async Task Filters_keep_what_they_name(string filter, int requests) =>
        Assert.Equal(requests, Results(await ReportAsync($"{Range}&{books.Named(filter)}")).Sum(Requests));

    [Theory]
    [InlineData("1d", 31)]
    [InlineData("1h", 168)]
    [InlineData("1m", 1440)]
    public async Task Every_width_gives_the_same_sum(string width, int limit)
    {
        long sum = 0;
        string? page = null;
        var starts = new List<DateTimeOffset>();
        do
        {
            var report = await ReportAsync($"{Range}&bucket_width={width}&limit={limit}{(page is null ? "" : "&page=" + page)}");
            sum += Results(report).Sum(Requests);
            starts.AddRange(report.GetProperty("data").EnumerateArray().Select(bucket => bucket.GetProperty("starting_at").GetDateTimeOffset()));
            page = report.GetProperty("next_page").GetString();
            Assert.Equal(page is not null, report.GetProperty("has_more").GetBoolean());
        }
        while (page is not null);

        Assert.Equal(6, sum);
        Assert.Equal(starts.Order().Distinct(), starts);
        Assert.Equal(width == "1d" ? 3 : width == "1h" ? 72 : 4_320, starts.Count);
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("&bucket_width=1h", 24)]
    [InlineData("&bucket_width=1m", 60)]
    [InlineData("&limit=3", 3)]
    public async Task A_page_has_so_many_buckets_and_begins_at_one(string query, int count)
    {
        var report = await ReportAsync("starting_at=2026-11-02T00:00:59.999Z&ending_at=2026-12-31T00:00:00Z" + query);

        Assert.Equal(count, report.GetProperty("data").GetArrayLength());
        Assert.Equal("2026-11-02T00:00:00Z", report.GetProperty("data")[0].GetProperty("starting_at").GetString());
        Assert.True(report.GetProperty("has_more").GetBoolean());
    }

    [Fact]
    public async Task A_cursor_of_another_width_is_refused()
    {
        var page = (await ReportAsync(Range + "&bucket_width=1h&limit=5")).GetProperty("next_page").GetString();
        var (status, answer) = await books.Gateway.AdminAsync(HttpMethod.Get, $"/usage_report/messages?{Range}&page={page}");

        Assert.Equal("page", AdminFixture.Read((int)status, answer).Field);
    }

    private async Task<JsonElement> ReportAsync(string query)
    {
        var (status, answer) = await books.Gateway.AdminAsync(HttpMethod.Get, "/usage_report/messages?" + query);
        Assert.True((int)status == 200, answer.ToString());
        return answer;
    }

    private static IEnumerable<JsonElement> Results(JsonElement report) =>
        report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray());

    private static long Requests(JsonElement result) => result.GetProperty("requests").GetInt64();

    /// <summary>A gateway with known rows: three on 2 November, none on the 3rd, three on the 4th, one outside, one free.</summary>
    public sealed class Books : IAsyncLifetime
    {
        private string _defaultKey = "";

        public TestGateway Gateway { get; private set; } = null!;

        public string Named(string text) => text
            .Replace("PRODUCTION", Workspace("Production"), StringComparison.Ordinal).Replace("STAGING", Workspace("Staging"), StringComparison.Ordinal)
            .Replace("KEY", Gateway.Key.ApiKey.Id, StringComparison.Ordinal).Replace("OTHER", Gateway.OtherKey.ApiKey.Id, StringComparison.Ordinal).Replace("DEFAULT", _defaultKey, StringComparison.Ordinal);

        public async ValueTask InitializeAsync()
        {
            Gateway = await TestGateway.StartAsync();
            _defaultKey = (await Gateway.CreateKeyAsync("Default", "production", "third", request => request with { Environment = "production" })).ApiKey.Id;
            var policy = Gateway.Server.Policy.Current;
            Assert.True(policy.Prices.TryFind("claude-haiku-4-5", out var model));
            var (number, ids) = (policy.ModelNumber(model), new RequestIds());
            var batch = new TokenUsage { InputTokens = 200, Tier = ServiceTier.Batch, Geo = InferenceGeo.Us };
            // Keys are numbered as they were made: 1 backend, 2 all, 3 third. Workspaces: 1 Default, 2 Production, 3 Staging.
            foreach (var (day, minute, workspace, key, modelNumber, outcome, tokens) in new (int, int, int, int, int, UsageOutcome, TokenUsage)[]
            {
                (1, 1_439, 2, 1, number, UsageOutcome.Completed, Plain),
                (2, 0, 2, 1, number, UsageOutcome.Completed, Plain),
                (2, 61, 2, 1, number, UsageOutcome.Completed, Plain),
                (2, 1_439, 3, 2, number, UsageOutcome.Completed, Plain),
                (2, 5, 2, 1, 0, UsageOutcome.Free, default),
                (4, 0, 2, 1, number, UsageOutcome.BatchLine, batch),
                (4, 7, 1, 3, 0, UsageOutcome.UpstreamError, new TokenUsage { Tier = ServiceTier.Batch, Speed = Speed.Fast }), // a batch line that failed names no model
                (4, 8, 1, 3, number, UsageOutcome.Completed, Plain with { InputTokens = 200_001 }),
            })
            {
                var at = new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).ToUnixTimeMilliseconds();
                Assert.True(Gateway.Server.Journal.TryPost(new UsageRecord
                {
                    RequestId = ids.Next(at),
                    AtMs = at,
                    Organization = 1,
                    Workspace = workspace,
                    Key = key,
                    Model = modelNumber,
                    Outcome = outcome,
                    Status = 200,
                    Tokens = tokens,
                    Cost = new Money(10_000_001),
                }, HeldLimits.None));
            }

            await Gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        }

        public ValueTask DisposeAsync() => Gateway.DisposeAsync();

        private static TokenUsage Plain => new() { InputTokens = 200, CacheWrite5mTokens = 10, CacheWrite1hTokens = 20, CacheReadTokens = 30, OutputTokens = 40, WebSearchRequests = 1 };

        private string Workspace(string name) => Gateway.Server.Policy.Current.Workspaces.Single(workspace => workspace.Name == name).Id.Value;
    }
}
