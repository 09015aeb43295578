using Xunit;

namespace Claviger.IntegrationTests.Targets;

/// <summary>Anthropic has no transactions: what fails is told with what was made before it, nothing is made twice, and applied again it goes on.</summary>
public sealed class A_stop_half_way_is_told_and_mended
{
    private static readonly (string, string) TwoMore = ("workspaces:\n", "workspaces:\n  One:\n    environment: production\n    keys: {}\n  Two:\n    environment: production\n    members: {linus@example.com: workspace_user}\n    keys: {}\n");

    [Fact]
    public async Task Made_failed_and_not_tried_are_told_apart_and_a_second_run_completes_it()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 2, "status": 400}]"""));
        await bench.ChangeAsync(TwoMore);
        var (exit, text, _) = await bench.ApplyAsync("--yes");
        Assert.Equal(6, exit);
        Assert.Contains("STOPPED HALF-WAY\n  at workspace Two (workspaces.Two)\n  Anthropic answered 400", text);
        Assert.Contains("MADE, AND IN FORCE: 1\n  create workspace One", text);
        Assert.Contains("NOT MADE: 2\n  create workspace Two\n  create workspace member linus@example.com in Two", text);
        Assert.Equal(2, bench.Writes.Count);

        Assert.Equal(0, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Equal(4, bench.Writes.Count);
        Assert.Equal(0, (await bench.PlanAsync()).Exit);
    }

    [Theory]
    [InlineData(400, false, 1)]
    [InlineData(0, false, 1)]
    [InlineData(500, true, 1)]
    [InlineData(500, true, 9)]
    [InlineData(503, false, 9)]
    public async Task Wherever_it_stops_the_rest_is_made_later_and_nothing_twice(int status, bool applied, int times)
    {
        const int Writes = 8;
        for (var write = 1; write <= Writes; write++)
        {
            await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded($$"""[{"write": {{write}}, "times": {{times}}, "status": {{status}}, "applied": {{(applied ? "true" : "false")}}}]"""));
            await bench.ChangeAsync(
                TwoMore, ("monthly: $5000.00", "monthly: $6000"), ("grace@example.com: workspace_admin", "grace@example.com: workspace_user"), ("bea@example.com:\n    role: billing", "bea@example.com:\n    role: developer"),
                ("      staging-old:\n        service: old\n        status: active\n", ""), ("  new@example.com:\n    role: developer\n", ""));
            var runs = 1;
            while ((await bench.ApplyAsync("--yes", "--allow-delete")).Exit != 0 && runs++ < 5);
            var (exit, text, _) = await bench.PlanAsync();
            Assert.True(exit == 0 && runs < 5, $"write {write}: {runs} runs\n{text}");
            Assert.DoesNotContain("wrkspc_", await bench.ExportAsync()); // two of one name stand by their ids
        }
    }

    [Fact]
    public async Task Where_the_first_one_fails_nothing_was_done()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 1, "status": 403}]"""));
        await bench.ChangeAsync(TwoMore);
        Assert.Equal(1, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Single(bench.Writes);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(529)]
    [InlineData(0)] // cut off
    public async Task What_was_made_though_its_answer_was_lost_is_not_made_again(int status)
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded($$"""[{"write": 1, "status": {{status}}, "applied": true}]"""));
        await bench.ChangeAsync(TwoMore);
        var (exit, text, error) = await bench.ApplyAsync("--yes");
        Assert.True(exit == 0, text + error);
        Assert.Equal(3, bench.Writes.Count);
        Assert.DoesNotContain("are called that", (await bench.PlanAsync()).Out);
    }

    [Fact]
    public async Task What_was_not_made_is_tried_again_after_a_look_with_longer_and_longer_waits()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 1, "times": 2, "status": 529}]"""));
        await bench.ChangeAsync(TwoMore);
        Assert.Equal(0, (await bench.ApplyAsync("--yes")).Exit);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], bench.Time.Waits);
        Assert.Equal(5, bench.Writes.Count);
    }

    [Fact]
    public async Task A_busy_API_is_waited_for_as_long_as_it_asks_but_not_for_ever()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 2, "times": 9, "status": 429, "retry_after": "7"}]"""));
        await bench.ChangeAsync(TwoMore);
        var (exit, text, _) = await bench.ApplyAsync("--yes");
        Assert.Equal(6, exit);
        Assert.Contains("Anthropic answered 429", text);
        Assert.All(bench.Time.Waits, wait => Assert.Equal(TimeSpan.FromSeconds(7), wait));
        Assert.Equal(5, bench.Writes.Count); // one that was made, four attempts
    }

    [Fact]
    public async Task What_was_changed_while_somebody_looked_at_the_plan_is_not_written_over()
    {
        await using var bench = await AnthropicBench.StartAsync();
        await bench.ChangeAsync(TwoMore);
        bench.Terminal = new Answering(() =>
        {
            bench.Terminal = null;
            bench.ApplyAsync("--yes").GetAwaiter().GetResult();
        });
        var (exit, _, error) = await bench.ApplyAsync();
        Assert.Equal(1, exit);
        Assert.Contains("the organization was changed meanwhile", error);
        Assert.Equal(3, bench.Writes.Count); // the other one's
    }

    /// <summary>Somebody who thinks about it, and says yes.</summary>
    private sealed class Answering(Action meanwhile) : TextReader
    {
        public override string ReadLine()
        {
            meanwhile();
            return "y";
        }
    }
}
