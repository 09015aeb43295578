using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Tables_read_well
{
    public static TheoryData<string, string> Lines() => new()
    {
        { "status", "status" },
        { "workspaces", "workspaces list" },
        { "workspaces-archived", "workspaces list --archived" },
        { "workspace", "workspaces get Production" },
        { "keys", "keys list" },
        { "keys-filtered", "keys list --workspace Staging --status inactive" },
        { "key", "keys get prod-search" },
        { "members", "members list" },
        { "usage", "usage" },
        { "usage-exact", "usage --exact --by model" },
        { "usage-by-day", "usage --by workspace,model --by day" },
        { "costs", "costs" },
        { "costs-by-day", "costs --by day,workspace --exact" },
        { "claude-code", "claude-code --day 2026-11-03" },
        { "forecast", "forecast" },
        { "forecast-csv", "forecast --csv" },
        { "costs-focus", "costs --focus --since 2026-11-01 --until 2026-11-04" },
        { "profiles", "profile list" },
        { "limits", "limits list" },
        { "limits-of-a-workspace", "limits list --workspace Production" },
        { "limits-explain", "limits explain prod-search" },
        { "limits-explain-nothing", "limits explain staging-all" },
        { "limits-effective", "limits effective" },
        { "limits-grants", "limits grants --workspace Production --period monthly" },
        { "ledger-unresolved", "ledger unresolved" },
        { "ledger-verify", "ledger verify" },
        { "settings", "settings show" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task In_a_pipe(string name, string line)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Profiles.Save("demo", new("http://127.0.0.1:9090", "clva_x", "Demo"), makeCurrent: false);
        Approved.Matches($"pipe-{name}", Hide(fixture, await fixture.TranscriptAsync(line.Split(' '))));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task On_a_terminal(string name, string line)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Terminal = true;
        fixture.Profiles.Save("demo", new("http://127.0.0.1:9090", "clva_x", "Demo"), makeCurrent: false);
        Approved.Matches($"terminal-{name}", Hide(fixture, await fixture.TranscriptAsync(line.Split(' '))));
    }

    [Fact]
    public async Task A_narrow_terminal_loses_columns_before_it_cuts_names()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Terminal = true;
        var text = new System.Text.StringBuilder();
        foreach (var width in new[] { 160, 80, 44 })
        {
            fixture.Width = width;
            var shown = await fixture.TranscriptAsync(["keys", "list"], ["usage"]);
            text.Append($"--- {width} columns\n{shown}\n");
            Assert.DoesNotContain(shown.Split('\n').Skip(1), line => line.Length > width + 22);
        }

        Approved.Matches("terminal-widths", text.ToString());
    }

    [Fact]
    public async Task Colours_tell_what_works()
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Colors) = (true, true);
        Approved.Matches("terminal-colours", (await fixture.TranscriptAsync(["keys", "list"], ["keys", "get", "nothing"])).Replace("\u001b", "<esc>"));
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("", "--no-color")]
    public async Task Colours_can_be_switched_off(string variable, string argument)
    {
        using var fixture = CliFixture.SignedIn();
        (fixture.Terminal, fixture.Colors) = (true, true);
        if (variable.Length > 0) fixture.Variables[variable] = argument;

        var result = await fixture.RunAsync(variable.Length > 0 ? ["keys", "list"] : ["keys", "list", argument]);

        Assert.DoesNotContain('\u001b', result.Out);
    }

    [Fact]
    public async Task A_pipe_gets_no_colours_even_from_a_colourful_terminal()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Colors = true;
        Assert.DoesNotContain('\u001b', (await fixture.RunAsync("keys", "list")).Out);
    }

    [Fact]
    public async Task Empty_lists_say_what_to_do_next()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Keys.Clear();
        fixture.Server.Workspaces.Clear();
        fixture.Server.Buckets.Clear();
        fixture.Server.LimitUses.Clear();
        fixture.Server.Grants.Clear();
        fixture.Server.Summaries.Clear();
        fixture.Server.Unresolved.Clear();
        Approved.Matches("empty", await fixture.TranscriptAsync(["workspaces", "list"], ["keys", "list"], ["usage"], ["usage", "--since", "24h"],
            ["limits", "list"], ["limits", "list", "--organization"], ["limits", "effective"], ["limits", "effective", "--period", "daily"], ["ledger", "unresolved"]));
    }

    private static string Hide(CliFixture fixture, string text) => text.Replace(Claviger.Core.Keys.KeyToken.Hint(fixture.AdminKey), "clva_AbCd...wxyz");
}
