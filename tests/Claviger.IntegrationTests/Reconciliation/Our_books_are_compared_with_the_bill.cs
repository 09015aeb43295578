using System.Globalization;
using System.Text.Json;
using Claviger.Cli;
using Claviger.Core;
using Claviger.Core.Limits;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Api;
using Claviger.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.IntegrationTests.Reconciliation;

/// <summary>X8: against a recorded bill with a planted difference of each class, each is found and named with its figure.</summary>
public sealed class Our_books_are_compared_with_the_bill(AdminFixture fixture) : IClassFixture<AdminFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly System.Text.RegularExpressions.Regex Quoted = new("\"[^\"]*\"");
    private static int _filled;
    private SimulatorServer _anthropic = null!;

    public async ValueTask InitializeAsync()
    {
        _anthropic = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = BilledOrganization.Recorded(), RequestsRecorded = 1_000 });
        if (Interlocked.Exchange(ref _filled, 1) == 1) return;
        var policy = fixture.Gateway.Server.Policy.Current;
        Assert.True(policy.Prices.TryFind("claude-haiku-4-5", out var haiku));
        var (model, ids) = (policy.ModelNumber(haiku), new RequestIds());
        var (production, staging) = (Number("Production"), Number("Staging"));
        // claude-haiku-4-5 in nano-dollars a token: 1,000 in, 100 read, 5,000 out.
        Post(Monday, production, UsageOutcome.Completed, new() { InputTokens = 1_000_000, OutputTokens = 100_000 }, 1_500_000_000);
        Post(Monday, production, UsageOutcome.WorstCase, new() { InputTokens = 9_000, OutputTokens = 13_000 }, 77_777_000);
        Post(Monday, staging, UsageOutcome.Completed, new() { InputTokens = 1_000 }, 6_000_000); // 5 of 6 were another model's
        Post(Monday.AddDays(1), production, UsageOutcome.Unresolved, new() { InputTokens = 10, OutputTokens = 10 }, 50_001_000);
        Post(Monday.AddDays(1), production, UsageOutcome.Completed, new() { CacheReadTokens = 1_000_000 }, 100_000_000);
        Post(Monday.AddDays(2), production, UsageOutcome.Completed, new() { OutputTokens = 4_000 }, 20_000_000);
        await fixture.Gateway.Server.Journal.FlushedAsync(CancellationToken.None);

        int Number(string name) => policy.Workspaces.Single(workspace => workspace.Name == name).Number;

        void Post(DateTimeOffset at, int workspace, UsageOutcome outcome, TokenUsage tokens, long nanos) => Assert.True(fixture.Gateway.Server.Journal.TryPost(
            new UsageRecord
            {
                RequestId = ids.Next(at.ToUnixTimeMilliseconds()), AtMs = at.ToUnixTimeMilliseconds(), Organization = 1, Workspace = workspace, Key = 1, Model = model, Outcome = outcome, Status = 200, Tokens = tokens, Cost = new Money(nanos),
            }, HeldLimits.None));
    }

    public ValueTask DisposeAsync() => _anthropic.DisposeAsync();

    [Fact]
    public async Task Each_planted_difference_is_named_with_its_figure()
    {
        var (exit, text, error) = await RunAsync("--json", "--anthropic-key", "claviger-production");
        Assert.True(exit is 0 or 1, error);
        var report = JsonDocument.Parse(text).RootElement;
        var classes = report.GetProperty("classes").EnumerateArray().ToDictionary(row => row.GetProperty("class").GetString()!, row => Nanos(row.GetProperty("cents")));

        Assert.Equal(1_500_000_000 + 77_777_000 + 6_000_000 + 50_001_000 + 100_000_000 + 20_000_000, Nanos(report.GetProperty("our_cents")));
        Assert.Equal(classes.Values.Sum(), Nanos(report.GetProperty("difference_cents")));
        Assert.Equal((77_777_000 - 9_999_999, 9), (classes["bound"], classes["rounding"])); // 2,000 tokens of 13,000 came true
        Assert.Equal(50_001_000, classes["unresolved"]);
        Assert.Equal((0, -700_000), (classes["not_attributed"], classes["unexplained"])); // the other model was billed as itself
        Assert.Equal(100_000_000 - 80_000_000, classes["price"]);
        Assert.Equal(-(30_000_000 + 800_000), classes["around_claviger"]);
        Assert.Equal(15_000_000, classes["late"]);
        Assert.Equal(-12_345_000, classes["not_metered"]);
        Assert.Contains("ours $0.10 a million, Anthropic's $0.08 a million", text);
        Assert.DoesNotContain(SimulatorOptions.DefaultUpstreamKey, text + error);
        Assert.All(_anthropic.Recorded, request => Assert.Equal("GET", request.Method)); // it changes nothing
    }

    [Theory]
    [InlineData("--markdown", "| `price` | $0.02 | 1 | the same tokens, other money")]
    [InlineData("--csv", "2026-11-03,Marketing,claude-haiku-4-5-20251001,output_tokens,0.00,0.03,0,6000,around_claviger,-0.03,a workspace that no request through Claviger used")]
    [InlineData("--no-color", "price: ours $0.10 a million, Anthropic's $0.08 a million\n")]
    public async Task In_every_form(string form, string part) => Assert.Contains(part, (await RunAsync(form)).Out);

    [Fact]
    public async Task Parts_in_CSV_add_up_to_the_difference()
    {
        var report = JsonDocument.Parse((await RunAsync("--json")).Out).RootElement;
        var parts = (await RunAsync("--csv")).Out.TrimEnd().Split('\n').Skip(1).Sum(line => decimal.Parse(Quoted.Replace(line, "").Split(',')[9], CultureInfo.InvariantCulture));
        Assert.Equal(Nanos(report.GetProperty("difference_cents")), (long)(parts * Money.NanosPerDollar));
    }

    [Fact]
    public async Task More_unexplained_than_the_tolerance_ends_with_1()
    {
        // Without the keys at Anthropic, what the console read is explained by nothing.
        var (exit, text, _) = await RunAsync("--tolerance", "0.0001usd");
        Assert.Equal(1, exit);
        Assert.Contains("beyond the tolerance of $0.0001", text);
        Assert.Equal(0, (await RunAsync("--tolerance", "1%")).Exit);
        Assert.Equal(0, (await RunAsync("--tolerance", "$5")).Exit);
    }

    [Fact]
    public async Task Workspaces_are_said_by_flag_or_the_whole_is_compared()
    {
        var whole = JsonDocument.Parse((await RunAsync("--whole", "--json")).Out).RootElement;
        var apart = JsonDocument.Parse((await RunAsync("--json")).Out).RootElement;
        Assert.Equal(0, whole.GetProperty("workspaces").GetArrayLength());
        Assert.Equal(Nanos(apart.GetProperty("difference_cents")), Nanos(whole.GetProperty("difference_cents")));
        // One credential for all: who is said for one is said for those that share it.
        var said = JsonDocument.Parse((await RunAsync("--json", "--workspace", "Production=Marketing")).Out).RootElement;
        Assert.All(said.GetProperty("workspaces").EnumerateArray(), pair => Assert.Equal("Marketing", pair.GetProperty("anthropic").GetString()));
    }

    [Fact]
    public async Task With_no_time_to_lag_nothing_is_late()
    {
        var classes = JsonDocument.Parse((await RunAsync("--json", "--late", "0")).Out).RootElement.GetProperty("classes").EnumerateArray().ToDictionary(row => row.GetProperty("class").GetString()!, row => Nanos(row.GetProperty("cents")));
        Assert.DoesNotContain("late", classes.Keys);
        Assert.Equal(15_000_000 - 800_000 - 700_000, classes["unexplained"]);
    }

    [Fact]
    public async Task A_span_of_more_than_a_page_is_read_whole()
    {
        var month = JsonDocument.Parse((await RunAsync("--json")).Out).RootElement;
        var before = _anthropic.Recorded.Count;
        var quarter = JsonDocument.Parse((await RunAsync("--json", "--since", "2026-09-01")).Out).RootElement;
        Assert.Equal(month.GetProperty("lines").GetRawText(), quarter.GetProperty("lines").GetRawText());
        Assert.True(_anthropic.Recorded.Skip(before).Count(request => request.Target.Contains("cost_report", StringComparison.Ordinal)) > 3);
    }

    [Theory]
    [InlineData(2, "--until", "2026-10-01")]
    [InlineData(2, "--tolerance", "5")]
    [InlineData(2, "--workspace", "Nobody's=default")]
    [InlineData(2, "--workspace", "Production")]
    [InlineData(2, "--workspace", "Production=Nowhere")]
    [InlineData(2, "--whole", "--workspace", "Production=default")]
    [InlineData(2, "--tolerance", "-1")]
    [InlineData(2, "--tolerance", "101%")]
    [InlineData(2, "--late", "soon")]
    [InlineData(2, "--anthropic-key", "nobodys")]
    [InlineData(2, "--json", "--csv")]
    public async Task Bad_input_is_named(int exit, params string[] options)
    {
        var (code, _, error) = await RunAsync(options);
        Assert.Equal(exit, code);
        Assert.Contains(options[0] == "--whole" ? "--whole" : options[0] == "--json" ? "only one of" : options[0], error);
    }

    [Fact]
    public async Task A_key_of_Anthropics_that_is_refused_or_missing_is_said_and_not_shown()
    {
        var (exit, text, error) = await RunWithAsync("sk-ant-admin01-wrong");
        Assert.Equal(4, exit);
        Assert.DoesNotContain("sk-ant-admin01-wrong", text + error);
        Assert.Equal(4, (await RunWithAsync(null)).Exit);
        var wrong = await RunWithAsync("sk-ant-api03-of-the-other-kind");
        Assert.Equal(4, wrong.Exit);
        Assert.Contains("Admin API keys only", wrong.Error);
        Assert.DoesNotContain("of-the-other-kind", wrong.Out + wrong.Error);
    }

    [Theory]
    [InlineData("workspaces", 403, 4, "Admin API key is needed")]
    [InlineData("cost_report", 401, 4, "must hold a working Admin API key")]
    [InlineData("cost_report", 403, 4, "Admin API key is needed")]
    [InlineData("usage_report", 429, 3, "run it again in a minute")]
    [InlineData("cost_report", 500, 3, "run it again in a few minutes")]
    [InlineData("cost_report", 200, 1, "not the report that was asked for")]
    public async Task What_Anthropic_refuses_is_told_apart_from_a_finding(string report, int status, int exit, string hint)
    {
        var run = await RunWithAsync(SimulatorOptions.DefaultUpstreamKey, inner => new AnswersInstead(inner, _anthropic.Address.Port, report, status));
        Assert.Equal((exit, ""), (run.Exit, run.Out));
        Assert.Contains(hint, run.Error);
        if (status != 200) Assert.Contains($"answered {status}", run.Error);
        if (status != 200) Assert.Contains("said so", run.Error);
        Assert.DoesNotContain(SimulatorOptions.DefaultUpstreamKey, run.Error);
    }

    private Task<(int Exit, string Out, string Error)> RunAsync(params string[] options) => RunWithAsync(SimulatorOptions.DefaultUpstreamKey, options);

    private Task<(int Exit, string Out, string Error)> RunWithAsync(string? key, params string[] options) => RunWithAsync(key, inner => inner, options);

    private async Task<(int Exit, string Out, string Error)> RunWithAsync(string? key, Func<HttpMessageHandler, HttpMessageHandler> over, params string[] options)
    {
        var (text, error) = (new StringWriter(), new StringWriter());
        var process = CliEnvironment.OfThisProcess();
        var environment = process with
        {
            Handler = () => over(process.Handler()), Out = text, Error = error, Time = new FakeTimeProvider(Monday.AddDays(3)), OutIsTerminal = false, ErrorIsTerminal = false,
            Variable = name => name switch { "CLAVIGER_ADMIN_KEY" => fixture.Gateway.AdminKey, "CLAVIGER_URL" => fixture.Gateway.Url, "ANTHROPIC_ADMIN_KEY" => key, _ => null },
        };
        string[] since = options.Contains("--since") ? [] : ["--since", "2026-11-01"];
        var exit = await CliRoot.RunAsync(["reconcile", "--base-url", _anthropic.Address.GetLeftPart(UriPartial.Authority), .. since, .. options], environment);
        return (exit, text.ToString(), error.ToString());
    }

    private static long Nanos(JsonElement cents) => (long)(decimal.Parse(cents.GetString()!, CultureInfo.InvariantCulture) * Money.NanosPerCent);
}
