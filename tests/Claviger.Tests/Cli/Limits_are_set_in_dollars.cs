using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Limits_are_set_in_dollars
{
    [Theory]
    [InlineData("500", "50000")]
    [InlineData("$500.00", "50000")]
    [InlineData("0", "0")]
    [InlineData("0.25", "25")]
    [InlineData("0.000000001", "0.0000001")]
    [InlineData("9223372036.854775807", "922337203685.4775807")]
    public async Task And_sent_as_exact_cents(string dollars, string cents)
    {
        using var fixture = CliFixture.SignedIn();
        await fixture.RunAsync("limits", "set", "--organization", "--amount", dollars);
        Assert.Equal([$$"""{"scope":{"type":"organization"},"period":"monthly","amount":"{{cents}}"}"""], fixture.Server.Bodies);
    }

    [Theory]
    [InlineData("-5", "must not be negative")]
    [InlineData("1e3", "must have no exponent")]
    [InlineData("1,000", "must have no separators")]
    [InlineData("$", "is empty")]
    [InlineData("5€", "is not a number")]
    [InlineData("0.0000000001", "is finer than a nano-dollar")]
    [InlineData("9223372036.854775808", "is too large: at most 9223372036.854775807 dollars")]
    public async Task What_is_no_amount_is_refused_here(string dollars, string why)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync("limits", "set", "--organization", $"--amount={dollars}");
        Assert.Equal(2, result.Exit);
        Assert.Contains(why, result.Error);
        Assert.Empty(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("limits set --workspace Production --amount none --period daily --mode shadow --at-cap slice", $$"""{"scope":{"type":"workspace","workspace_id":"{{FakeAdminApi.Production}}"},"period":"daily","amount":null,"mode":"shadow","at_cap":"slice"}""")]
    [InlineData("limits set --key prod-search --mode soft", $$"""{"scope":{"type":"api_key","api_key_id":"{{FakeAdminApi.Search}}"},"period":"monthly","mode":"soft"}""")]
    [InlineData("limits set --member ada@example.com --amount 5 --period lifetime", $$"""{"scope":{"type":"user","user_id":"{{FakeAdminApi.Maker}}"},"period":"lifetime","amount":"500"}""")]
    [InlineData("limits suspend --workspace Production --period monthly --until 2026-11-30", $$"""{"scope":{"type":"workspace","workspace_id":"{{FakeAdminApi.Production}}"},"period":"monthly","suspended_until":"2026-11-30T00:00:00Z"}""")]
    [InlineData($"limits resume {FakeAdminApi.DailyLimit}", $$"""{"scope":{"type":"workspace","workspace_id":"{{FakeAdminApi.Production}}"},"period":"daily","suspended_until":null}""")]
    [InlineData($"limits grant {FakeAdminApi.MonthlyLimit} --amount $200 --until 7d", """{"amount":"20000","ends_at":"2026-11-30T10:37:00Z"}""")]
    [InlineData($"limits grant {FakeAdminApi.MonthlyLimit} --amount 0.5 --from 24h --until 2026-12-24 --reason fair", """{"amount":"50","ends_at":"2026-12-24T00:00:00Z","starts_at":"2026-11-24T10:37:00Z","reason":"fair"}""")]
    [InlineData($"ledger resolve {FakeAdminApi.Request} --amount 0.01 --yes", """{"amount":"1"}""")]
    [InlineData("settings set --time-zone Asia/Tokyo", """{"time_zone":"Asia/Tokyo"}""")]
    public async Task Only_what_was_said_is_sent(string line, string body)
    {
        using var fixture = CliFixture.SignedIn();
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.Equal((0, body), (result.Exit, fixture.Server.Bodies.LastOrDefault()));
    }

    [Theory]
    [InlineData("limits delete --workspace Production --period monthly --yes", $"DELETE /v1/organizations/spend_limits/{FakeAdminApi.MonthlyLimit}")]
    [InlineData($"limits end-grant {FakeAdminApi.Grant} --workspace Production --period monthly", $"DELETE /v1/organizations/spend_limits/{FakeAdminApi.MonthlyLimit}/grants/{FakeAdminApi.Grant}")]
    [InlineData("limits effective --member ada@example.com --period daily --period weekly", $"GET /v1/organizations/spend_limits/effective?user_ids[]={FakeAdminApi.Maker}&period[]=daily&period[]=weekly&limit=1000")]
    [InlineData("limits list --key prod-search", $"GET /v1/organizations/spend_limits/usage?scope_type[]=api_key&api_key_id={FakeAdminApi.Search}&limit=1000")]
    [InlineData("limits explain prod-search", $"GET /v1/organizations/spend_limits/explain?api_key_id={FakeAdminApi.Search}")]
    public async Task Names_become_ids(string line, string request)
    {
        using var fixture = CliFixture.SignedIn();
        Assert.Equal(0, (await fixture.RunAsync(line.Split(' '))).Exit);
        Assert.Equal(request, fixture.Server.Requests[^1]);
    }

    [Fact]
    public async Task In_words_that_were_approved()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "y\n");
        var said = await fixture.TranscriptAsync(
            ["limits", "set", "--workspace", "Production", "--amount", "500"],
            ["limits", "set", "--key", "prod-search", "--amount", "$20", "--period", "daily", "--mode", "soft"],
            ["limits", "set", "--organization", "--amount", "10000", "--period", "lifetime", "--mode", "shadow"],
            ["limits", "set", "--member", "Ada Lovelace", "--amount", "none", "--period", "weekly"],
            ["limits", "grant", "--workspace", "Production", "--period", "monthly", "--amount", "200", "--until", "7d", "--reason", "release week"],
            ["limits", "end-grant", FakeAdminApi.Grant, FakeAdminApi.MonthlyLimit],
            ["limits", "suspend", "--workspace", "Production", "--period", "monthly", "--until", "24h"],
            ["limits", "resume", "--workspace", "Production", "--period", "monthly"],
            ["limits", "delete", "--workspace", "Production", "--period", "monthly"],
            ["ledger", "resolve", FakeAdminApi.Request, "--amount", "0.01"],
            ["settings", "set", "--time-zone", "Asia/Tokyo"]);
        fixture.Server.Note = "$381.2345 is spent already this month, and the cap in force is $100.00: requests are refused until 2026-12-01T00:00:00Z, or until the amount is raised";
        fixture.Server.Grants.Clear();
        said += "\n" + await fixture.TranscriptAsync(["limits", "set", "--workspace", "Production", "--amount", "100"], ["limits", "grants", FakeAdminApi.MonthlyLimit]);
        Approved.Matches("limits-acts", said);
    }

    [Fact]
    public async Task What_is_unclear_is_asked_back()
    {
        using var fixture = CliFixture.SignedIn();
        Approved.Matches("limits-unclear", await fixture.TranscriptAsync(
            ["limits", "set", "--amount", "5"],
            ["limits", "set", "--organization"],
            ["limits", "set", "--organization", "--key", "prod-search", "--amount", "5"],
            ["limits", "set", "--workspace", "Prodction", "--amount", "5"],
            ["limits", "set", "--organization", "--amount", "lots"],
            ["limits", "delete", "--workspace", "Production"],
            ["limits", "delete", "--workspace", "Staging"],
            ["limits", "delete", "--workspace", "Production", "--period", "weekly"],
            ["limits", "delete", FakeAdminApi.MonthlyLimit, "--period", "daily"],
            ["limits", "delete", FakeAdminApi.MonthlyLimit],
            ["limits", "suspend", FakeAdminApi.MonthlyLimit],
            ["limits", "suspend", FakeAdminApi.MonthlyLimit, "--until", "2026-01-01"],
            ["settings", "set"]));
        Assert.DoesNotContain(fixture.Server.Requests, request => !request.StartsWith("GET"));
    }

    [Theory]
    [InlineData($"limits delete {FakeAdminApi.MonthlyLimit}")]
    [InlineData($"ledger resolve {FakeAdminApi.Request} --amount 0")]
    public async Task A_no_changes_nothing(string line)
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Typed) = (true, "n");
        var result = await fixture.RunAsync(line.Split(' '));
        Assert.Equal(1, result.Exit);
        Assert.EndsWith("Nothing was changed.\n", result.Error);
        Assert.DoesNotContain(fixture.Server.Requests, request => !request.StartsWith("GET"));
    }

    [Fact]
    public async Task Lists_are_whole_whatever_the_page()
    {
        using var fixture = CliFixture.SignedIn();
        var whole = await fixture.RunAsync("limits", "list");
        fixture.Server.PageSize = 2;
        Assert.Equal(whole, await fixture.RunAsync("limits", "list"));
        var json = await fixture.RunAsync("limits", "list", "--json");
        Assert.Equal(5, System.Text.Json.JsonDocument.Parse(json.Out).RootElement.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Verifying_fails_on_a_difference()
    {
        using var fixture = CliFixture.SignedIn();
        Assert.Equal(0, (await fixture.RunAsync("ledger", "verify")).Exit);
        fixture.Server.Verification = new("ledger_verification", false, 42, 1, [new("usage_hourly", "2026-11-23T09:00Z", "cost", "12.5", "12.4"), new("usage_daily", "2026-11-23", "requests", "7", "8")]);

        Assert.Equal(1, (await fixture.RunAsync("ledger", "verify", "--json")).Exit);
        Approved.Matches("ledger-differs", await fixture.TranscriptAsync(["ledger", "verify"]));
    }

    [Fact]
    public async Task A_bar_shows_how_much_is_used()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Colors, fixture.Width) = (true, true, 140);
        Approved.Matches("terminal-limits-colours", (await fixture.TranscriptAsync(["limits", "list"], ["limits", "explain", "prod-search"])).Replace("\u001b", "<esc>"));
    }
}
