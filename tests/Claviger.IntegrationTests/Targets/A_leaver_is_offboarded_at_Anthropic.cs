using Xunit;

namespace Claviger.IntegrationTests.Targets;

/// <summary>S11 at Anthropic: role, workspaces, personal keys, invite and membership end, it is read again, and what did not end is said.</summary>
public sealed class A_leaver_is_offboarded_at_Anthropic
{
    [Fact]
    public async Task What_acts_as_them_ends_and_what_they_made_is_told()
    {
        await using var bench = await AnthropicBench.StartAsync();
        var (exit, text, _) = await OffboardAsync(bench, "grace@example.com", "--dry-run");
        Assert.Equal(0, exit);
        Assert.Contains("WOULD END", text);
        Assert.Empty(bench.Writes);

        (exit, text, _) = await OffboardAsync(bench, "grace@example.com", "--yes");
        Assert.True(exit == 0, text);
        Assert.Contains("Read again at Anthropic: none of it is there any more.", text);
        Assert.Contains("prod-backend", text[text.IndexOf("GOES ON", StringComparison.Ordinal)..]);
        Assert.Equal(
        [
            "POST /v1/organizations/users/user_01grace", "DELETE /v1/organizations/workspaces/wrkspc_01prod/members/user_01grace", "DELETE /v1/organizations/workspaces/wrkspc_01stag/members/user_01grace",
            "POST /v1/organizations/api_keys/apikey_01g", "DELETE /v1/organizations/users/user_01grace",
        ], bench.Writes);
        Assert.DoesNotContain("grace@example.com", await bench.ExportAsync());
    }

    [Fact]
    public async Task Keys_that_they_made_for_services_are_switched_off_where_asked()
    {
        await using var bench = await AnthropicBench.StartAsync();
        Assert.Equal(0, (await OffboardAsync(bench, "grace@example.com", "--yes", "--all-keys")).Exit);
        Assert.Contains("POST /v1/organizations/api_keys/apikey_01b", bench.Writes);
        Assert.Contains("status: inactive", await bench.ExportAsync());
    }

    [Fact]
    public async Task Who_is_only_invited_is_invited_no_more()
    {
        await using var bench = await AnthropicBench.StartAsync();
        Assert.Equal(0, (await OffboardAsync(bench, "new@example.com", "--yes")).Exit);
        Assert.Equal(["DELETE /v1/organizations/invites/invite_01n"], bench.Writes);
        Assert.Equal(5, (await OffboardAsync(bench, "new@example.com", "--yes")).Exit);
    }

    [Fact]
    public async Task Half_way_it_says_what_is_still_there_and_a_second_run_completes_it()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 4, "status": 400}, {"write": 5, "status": 403}]"""));
        var (exit, text, _) = await OffboardAsync(bench, "grace@example.com", "--yes");
        Assert.Equal(6, exit);
        Assert.DoesNotContain("none of it is there any more", text);
        var still = text[text.IndexOf("STILL THERE", StringComparison.Ordinal)..];
        Assert.Contains("personal API key graces-laptop in Staging: Anthropic answered 400", still);
        Assert.Contains("membership grace@example.com: Anthropic answered 403", still);

        Assert.Equal(0, (await OffboardAsync(bench, "grace@example.com", "--yes")).Exit);
        Assert.DoesNotContain("grace@example.com", await bench.ExportAsync());
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded("""[{"write": 5, "times": 2, "status": 500, "applied": true}]"""));
        var (exit, text, _) = await OffboardAsync(bench, "grace@example.com", "--yes");
        Assert.True(exit == 0, text);
    }

    [Fact]
    public async Task An_admin_who_is_not_the_last_loses_their_keys_and_the_rest_is_said()
    {
        await using var bench = await AnthropicBench.StartAsync(SmallOrganization.Recorded(otherwise: root => root["users"]![1]!["role"] = "admin"));
        var (exit, text, _) = await OffboardAsync(bench, "grace@example.com", "--yes");
        Assert.Equal(6, exit);
        Assert.Equal(["POST /v1/organizations/api_keys/apikey_01g"], bench.Writes);
        Assert.Contains("who has the role admin can't be removed", text);
    }

    [Fact]
    public async Task The_last_admin_stays_and_nothing_of_theirs_ends()
    {
        await using var bench = await AnthropicBench.StartAsync();
        var (exit, _, error) = await OffboardAsync(bench, "ada@example.com", "--yes");
        Assert.Equal(1, exit);
        Assert.Contains("ada@example.com is the only admin of the organization, and nothing was changed", error);
        Assert.Empty(bench.Writes);
    }

    private static Task<(int Exit, string Out, string Error)> OffboardAsync(AnthropicBench bench, string who, params string[] options) => bench.RunAsync(["offboard", who, "--target", "anthropic", .. options]);
}
