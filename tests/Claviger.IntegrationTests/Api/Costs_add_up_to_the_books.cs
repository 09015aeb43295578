using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Api;

/// <summary>S13, R3: the cost report says what the books say, to the nano-dollar, however it is grouped.</summary>
public sealed class Costs_add_up_to_the_books(AdminFixture fixture) : IClassFixture<AdminFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);
    private const string Range = "starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-05T00:00:00Z";
    private static int _filled;

    public async ValueTask InitializeAsync()
    {
        if (Interlocked.Exchange(ref _filled, 1) == 1) return;
        var policy = fixture.Gateway.Server.Policy.Current;
        Assert.True(policy.Prices.TryFind("claude-haiku-4-5", out var haiku));
        var (model, ids) = (policy.ModelNumber(haiku), new RequestIds());
        var plain = new TokenUsage { InputTokens = 1, CacheWrite5mTokens = 1, CacheWrite1hTokens = 1, CacheReadTokens = 1, OutputTokens = 1, WebSearchRequests = 1 };
        // claude-haiku-4-5 in nano-dollars a token: 1,000 in, 1,250 and 2,000 written, 100 read, 5,000 out; a search is a cent.
        Post(ids, Monday, 2, model, UsageOutcome.Completed, plain, 10_009_350);
        Post(ids, Monday.AddHours(23), 2, model, UsageOutcome.Completed, plain, 10_009_350);
        Post(ids, Monday.AddHours(1), 3, model, UsageOutcome.BatchLine, new TokenUsage { InputTokens = 3, Tier = ServiceTier.Batch }, 1_500);
        Post(ids, Monday.AddHours(2), 1, model, UsageOutcome.WorstCase, new TokenUsage { InputTokens = 9, OutputTokens = 9 }, 77_777);
        Post(ids, Monday.AddHours(3), 2, model, UsageOutcome.Unresolved, new TokenUsage { InputTokens = 9, OutputTokens = 9 }, 50_001);
        Post(ids, Monday.AddDays(2), 2, 0, UsageOutcome.UpstreamError, default, 0);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_day_is_one_row_unless_more_is_asked()
    {
        var report = await fixture.GetAsync($"/cost_report?{Range}");

        Assert.Equal(["data", "has_more", "next_page"], report.EnumerateObject().Select(field => field.Name));
        Assert.Equal("""
            {"starting_at":"2026-11-02T00:00:00Z","ending_at":"2026-11-03T00:00:00Z","results":[{"amount":"2.0147978","currency":"USD","cost_type":null,"token_type":null,"description":null,"model":null,"context_window":null,"inference_geo":null,"service_tier":null,"workspace_id":null}]}
            """, report.GetProperty("data")[0].ToString());
        Assert.Equal([1, 0, 1], report.GetProperty("data").EnumerateArray().Select(bucket => bucket.GetProperty("results").GetArrayLength()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&group_by[]=workspace_id")]
    [InlineData("&group_by[]=description")]
    [InlineData("&group_by%5B%5D=description&group_by%5B%5D=workspace_id")]
    public async Task Every_grouping_adds_up_to_the_rows(string grouping)
    {
        var rows = (await fixture.Gateway.RowsAsync()).Where(row => row.AtMs >= Monday.ToUnixTimeMilliseconds() && row.AtMs < Monday.AddDays(3).ToUnixTimeMilliseconds());

        Assert.Equal(rows.Sum(row => row.CostNanos), Rows(await fixture.GetAsync($"/cost_report?{Range}{grouping}")).Sum(row => Nanos(row)));
    }

    [Fact]
    public async Task Descriptions_name_model_class_and_what_is_not_attributed()
    {
        var rows = Rows(await fixture.GetAsync($"/cost_report?{Range}&group_by[]=description")).Select(row =>
            $"{row.GetProperty("description")}|{row.GetProperty("cost_type")}|{row.GetProperty("token_type")}|{row.GetProperty("model")}|{row.GetProperty("service_tier")}|{Nanos(row)}").ToList();

        const string Haiku = "claude-haiku-4-5-20251001";
        Assert.Equal(
            [
                "Web Search Usage|web_search||||20000000",
                $"{Haiku} - Cost not attributed to a class of tokens|||{Haiku}||127778",
                $"{Haiku} Usage - Output Tokens|tokens|output_tokens|{Haiku}|standard|10000",
                $"{Haiku} Usage - Input Tokens, Cache Write 1h|tokens|cache_creation.ephemeral_1h_input_tokens|{Haiku}|standard|4000",
                $"{Haiku} Usage - Input Tokens, Cache Write 5m|tokens|cache_creation.ephemeral_5m_input_tokens|{Haiku}|standard|2500",
                $"{Haiku} Usage - Input Tokens|tokens|uncached_input_tokens|{Haiku}|standard|2000",
                $"{Haiku} Usage - Input Tokens, Batch|tokens|uncached_input_tokens|{Haiku}|batch|1500",
                $"{Haiku} Usage - Input Tokens, Cache Read|tokens|cache_read_input_tokens|{Haiku}|standard|200",
            ], rows);
    }

    [Fact]
    public async Task Workspaces_are_named_and_the_default_one_is_null()
    {
        var rows = Rows(await fixture.GetAsync($"/cost_report?{Range}&group_by[]=workspace_id&limit=1")).ToDictionary(row => row.GetProperty("workspace_id").GetString() ?? "", Nanos);

        Assert.Equal((20_068_701, 1_500, 77_777), (rows[fixture.WorkspaceId("Production")], rows[fixture.WorkspaceId("Staging")], rows[""]));
    }

    [Fact]
    public async Task What_was_unresolved_and_is_resolved_takes_its_correction_along()
    {
        // In a month of its own.
        var (model, ids, at) = (1, new RequestIds(), new DateTimeOffset(2026, 10, 2, 0, 0, 0, TimeSpan.Zero));
        var id = Post(ids, at, 2, model, UsageOutcome.Unresolved, new TokenUsage { InputTokens = 9 }, 50_000);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);
        await fixture.PostAsync($"/ledger/unresolved/{RequestIds.Text(id)}/resolve", new { amount = "0.001" });

        var row = Assert.Single(Rows(await fixture.GetAsync("/cost_report?starting_at=2026-10-02T00:00:00Z&ending_at=2026-10-03T00:00:00Z&group_by[]=description")));
        Assert.Equal(10_000, Nanos(row));
    }

    [Theory]
    [InlineData("bucket_width=1h", "bucket_width", "bucket_width: must be 1d")]
    [InlineData("group_by[]=model", "group_by[]", "group_by[]: 'model' is not one of workspace_id, description, api_key_id, owner_id")]
    [InlineData("limit=32", "limit", "limit: must be a whole number from 1 to 31")]
    [InlineData("page=page_1", "page", "page: is not a cursor of this report: send next_page as it came, with the same parameters")]
    [InlineData("models[]=x", "models[]", "models[]: unknown parameter; this call takes bucket_width, limit, page, starting_at, ending_at, group_by[], owner_ids[], include_quantities")]
    public async Task Faults_are_named(string query, string field, string message)
    {
        var refused = await fixture.RefusedAsync(HttpMethod.Get, $"/cost_report?{Range}&{query}");

        Assert.Equal((400, "invalid_request_error", field, message), refused);
    }

    [Fact]
    public async Task Pages_walk_every_day_once()
    {
        var starts = new List<string?>();
        string? page = null;
        do
        {
            var report = await fixture.GetAsync($"/cost_report?starting_at=2026-10-01T00:00:00Z&ending_at=2026-11-05T00:00:00Z&limit=11{(page is null ? "" : "&page=" + page)}");
            starts.AddRange(report.GetProperty("data").EnumerateArray().Select(bucket => bucket.GetProperty("starting_at").GetString()));
            page = report.GetProperty("next_page").GetString();
        }
        while (page is not null);

        Assert.Equal(35, starts.Count);
        Assert.Equal(starts.Distinct().Order(StringComparer.Ordinal), starts);
    }

    [Fact]
    public async Task A_real_message_is_split_into_what_it_cost()
    {
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        using var answer = await fixture.Gateway.Http.SendAsync(fixture.Gateway.Message());
        Assert.Equal(200, (int)answer.StatusCode);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);

        var rows = Rows(await fixture.GetAsync($"/cost_report?starting_at={today:yyyy-MM-dd}T00:00:00Z&group_by[]=description")).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal("tokens", row.GetProperty("cost_type").GetString()));
        Assert.Equal(fixture.Gateway.Simulator.Bill.Total.Nanos, rows.Sum(Nanos));
    }

    private UInt128 Post(RequestIds ids, DateTimeOffset at, int workspace, int model, UsageOutcome outcome, TokenUsage tokens, long nanos)
    {
        var id = ids.Next(at.ToUnixTimeMilliseconds());
        Assert.True(fixture.Gateway.Server.Journal.TryPost(new UsageRecord
        {
            RequestId = id,
            AtMs = at.ToUnixTimeMilliseconds(),
            Organization = 1,
            Workspace = workspace,
            Key = 1,
            Model = model,
            Outcome = outcome,
            Status = 200,
            Tokens = tokens,
            Cost = new Money(nanos),
        }, HeldLimits.None));
        return id;
    }

    private static IEnumerable<JsonElement> Rows(JsonElement report) =>
        report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray());

    private static long Nanos(JsonElement row) => (long)(decimal.Parse(row.GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture) * Money.NanosPerCent);
}
