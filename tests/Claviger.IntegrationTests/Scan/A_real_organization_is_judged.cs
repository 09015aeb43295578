using System.Text.Json;
using Claviger.Cli;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Claviger.IntegrationTests.Scan;

/// <summary>X2, S13: the checklist for an organization that Claviger doesn't govern, read through Anthropic's Admin API and left as it is.</summary>
public sealed class A_real_organization_is_judged(ITestOutputHelper output)
{
    [Fact]
    public async Task An_awkward_one_of_a_hundred_workspaces_and_five_thousand_keys()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = AwkwardOrganization.Recorded(), RequestsRecorded = 1_000 });
        var started = TimeProvider.System.GetTimestamp();
        var (exit, text, _) = await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, "--json");
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s, {simulator.Recorded.Count} requests");
        Assert.Equal(1, exit);
        Assert.All(simulator.Recorded, request => Assert.Equal("GET", request.Method)); // it changes nothing
        var findings = JsonDocument.Parse(text).RootElement.GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("control_id").GetString()!);

        var active = AwkwardOrganization.Workspaces * (AwkwardOrganization.KeysPerWorkspace - 1);
        Assert.Equal(CountActive(n => n % AwkwardOrganization.OneLeaverIn == 0), Evidence("nothing-left-behind"));
        Assert.Equal(AwkwardOrganization.Workspaces, Evidence("descriptive-names")); // key-N, one in each
        Assert.Equal(active, Evidence("secrets-rotated")); // all older than 90 days: nobody ever rotated
        Assert.Equal(active, Evidence("rotation-scheduled")); // without an end, or with one years after the key was made
        Assert.Equal(AwkwardOrganization.Workspaces - 1, Evidence("workspace-spend-limits"));
        Assert.Equal("pass", Status("organization-spend-limit"));
        Assert.Equal("fail", Status("enough-admins")); // nine
        Assert.Equal(25, Evidence("separate-workspaces")); // Apollo says nothing
        Assert.Equal(active - CountActive(n => n is > 0 and < 328), Evidence("unused-keys")); // key 0 was last used thirty days and a half ago
        foreach (var control in new[] { "key-spend-limits", "environments-apart", "one-service-per-key", "spend-alerts", "audit-log-reviewed", "admin-keys-rotated", "separate-upstreams", "production-models", "offboarding-exercised" })
            Assert.Equal("not_applicable", Status(control));
        Assert.Contains("user_01gone", findings["nothing-left-behind"].GetProperty("evidence")[0].GetProperty("text").GetString());
        Assert.StartsWith("Claude Console: ", findings["nothing-left-behind"].GetProperty("evidence")[0].GetProperty("remedy").GetString());

        int Evidence(string control) => findings[control].GetProperty("evidence").GetArrayLength();
        string Status(string control) => findings[control].GetProperty("status").GetString()!;
        static int CountActive(Func<int, bool> which) => Enumerable.Range(0, AwkwardOrganization.Workspaces * AwkwardOrganization.KeysPerWorkspace)
            .Count(n => n % AwkwardOrganization.KeysPerWorkspace != AwkwardOrganization.KeysPerWorkspace - 1 && which(n));
    }

    [Theory]
    [InlineData("--html", "<td>Production 0</td><td>49</td><td>$38.29</td>")]
    [InlineData("--markdown", "| Production 0 | 49 | $38.29 |")]
    [InlineData("--csv", "nothing-left-behind,Nobody who left can still use Claude,critical,fail")]
    [InlineData("--sarif", "\"version\": \"2.1.0\"")]
    [InlineData("--no-color", "WHAT COULD NOT BE SEEN")]
    public async Task In_every_form_and_without_a_trick_of_a_name(string form, string part)
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = AwkwardOrganization.Recorded() });
        var (_, text, _) = await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, form);
        Assert.Contains(part, text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task What_a_plan_refuses_is_said_and_the_rest_is_judged()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = AwkwardOrganization.Recorded(limitsRefused: true) });
        var (_, text, _) = await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, "--json");
        var finding = JsonDocument.Parse(text).RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("control_id").GetString() == "organization-spend-limit");
        Assert.Equal("not_applicable", finding.GetProperty("status").GetString());
        Assert.Contains("403: this organization's plan does not include that", finding.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task A_workspace_whose_name_says_nothing_is_told_by_hand()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = AwkwardOrganization.Recorded() });
        var (_, text, _) = await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, "--json", "--environment", "Apollo 3=production");
        var finding = JsonDocument.Parse(text).RootElement.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("control_id").GetString() == "separate-workspaces");
        Assert.Equal(24, finding.GetProperty("evidence").GetArrayLength());
        Assert.Equal(2, (await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, "--environment", "Gemini=production")).Exit);
        Assert.Equal(2, (await ScanAsync(simulator.Address, SimulatorOptions.DefaultUpstreamKey, "--environment", "Apollo 3")).Exit);
    }

    [Fact]
    public async Task Clavigers_own_Admin_API_reads_the_same()
    {
        await using var gateway = await TestGateway.StartAsync(clock: new FakeTimeProvider(AwkwardOrganization.Now));
        var (exit, text, error) = await ScanAsync(new Uri(gateway.Url), gateway.AdminKey, "--json");
        Assert.True(exit == 1, error);
        var view = JsonDocument.Parse(text).RootElement;
        Assert.Equal("anthropic", view.GetProperty("source").GetString());
        var names = view.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("control_id").GetString() == "descriptive-names");
        Assert.Equal(("pass", "2 working keys"), (names.GetProperty("status").GetString(), names.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Wrong_keys_and_addresses_are_named_and_nothing_is_sent_in_the_clear()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Organization = AwkwardOrganization.Recorded(), RequestsRecorded = 10 });
        var (exit, _, error) = await ScanAsync(simulator.Address, "sk-ant-admin01-wrong");
        Assert.Equal((4, true), (exit, error.Contains("401: invalid credential", StringComparison.Ordinal)));
        Assert.DoesNotContain("sk-ant-admin01-wrong", error);
        Assert.Equal(4, (await ScanAsync(simulator.Address, null)).Exit);
        Assert.Equal(2, (await ScanAsync(new Uri("http://example.com"), "sk-ant-admin01-x")).Exit);
        Assert.Equal(3, (await ScanAsync(new Uri("http://127.0.0.1:1"), "sk-ant-admin01-x")).Exit);
        await using var plain = await SimulatorServer.StartAsync(new SimulatorOptions());
        Assert.Equal(1, (await ScanAsync(plain.Address, SimulatorOptions.DefaultUpstreamKey)).Exit); // it has no Admin API
    }

    private static async Task<(int Exit, string Out, string Error)> ScanAsync(Uri address, string? key, params string[] options)
    {
        var (text, error) = (new StringWriter(), new StringWriter());
        var environment = CliEnvironment.OfThisProcess() with
        {
            Out = text, Error = error, Time = new FakeTimeProvider(AwkwardOrganization.Now), Variable = name => name == "ANTHROPIC_ADMIN_KEY" ? key : null, OutIsTerminal = false, ErrorIsTerminal = false,
        };
        var exit = await CliRoot.RunAsync(["scan", "anthropic", "--base-url", address.GetLeftPart(UriPartial.Authority), .. options], environment);
        return (exit, text.ToString(), error.ToString());
    }
}
