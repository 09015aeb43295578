using Anthropic;
using Anthropic.Models.Messages;
using Claviger.Cli;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Serving;
using Claviger.Simulator;

namespace Claviger.Demo;

/// <summary>The whole way once, as a user goes it: official SDK, governed, booked; then books against the simulator's bill.</summary>
internal static class Smoke
{
    public static async Task<int> RunAsync(CliEnvironment environment, ClavigerServer server, SimulatorServer simulator, ExampleOrganization organization, CancellationToken ct)
    {
        var key = organization.Keys[0];
        var client = new AnthropicClient { BaseUrl = server.Url, ApiKey = key.Secret };
        var plain = await client.Messages.Create(Parameters("Say hello"), ct);
        var events = 0;
        await foreach (var _ in client.Messages.CreateStreaming(Parameters("Say hello, slowly"), ct)) events++;
        await server.Journal.FlushedAsync(ct);

        var (requests, booked) = await BookedAsync(server, key.ApiKey.Id, ct);
        var billed = simulator.Bill.Total;
        var ok = requests == 2 && events > 3 && booked == billed.ToCentsString() && billed > Money.Zero;
        environment.Out.WriteLine(
            $"smoke {(ok ? "ok" : "FAILED")}: {requests} messages through the official C# SDK ({plain.Usage.OutputTokens} tokens plain, {events} events streamed), booked {booked} cents, billed {billed.ToCentsString()} cents");
        return ok ? ExitCode.Ok : ExitCode.Refused;
    }

    private static MessageCreateParams Parameters(string prompt) => new()
    {
        Model = "claude-haiku-4-5",
        MaxTokens = 256,
        Messages = [new UserMessageParam(prompt)],
    };

    /// <summary>From the Admin API, as anybody would ask.</summary>
    private static async Task<(long Requests, string Cents)> BookedAsync(ClavigerServer server, string keyId, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{server.Url}/v1/organizations/usage_report/messages?starting_at={UtcTimeConverter.Text(server.Policy.Current.Organization.CreatedAt)}&group_by[]=api_key_id&api_key_ids[]={keyId}");
        request.Headers.Add("x-api-key", server.NewAdminKey);
        request.Headers.Add("anthropic-version", "2026-10-21");
        using var answer = await http.SendAsync(request, ct);
        var report = System.Text.Json.JsonSerializer.Deserialize<UsageReport>(await answer.Content.ReadAsByteArrayAsync(ct), WireJson.Lenient)!;
        var row = report.Data.SelectMany(bucket => bucket.Results).Single();
        return (row.Requests, row.CostCents);
    }
}
