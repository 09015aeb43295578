using System.Net;
using System.Text;
using Claviger.Cli;
using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Limits;
using Claviger.Serving;
using Claviger.Simulator;
using Claviger.Storage;
using Claviger.Storage.Limits;

namespace Claviger.Demo;

/// <summary>
/// <c>./run --cap-demo</c>: hard caps met by many requests at once, and what became of them: admitted, refused, posted, billed, held afterwards,
/// and by how much each cap was passed, which is nothing.
/// </summary>
internal static class CapDemo
{
    private static readonly (string Level, long Cents, int Requests)[] Rounds =
        [("api key", 100, 50), ("workspace", 100, 200), ("api key", 100, 500), ("workspace", 500, 1_000)];

    public static async Task<int> RunAsync(CliEnvironment environment, ClavigerServer server, SimulatorServer simulator, CancellationToken ct)
    {
        environment.Out.WriteLine("""

            Hard caps met by many requests at once, half of them streams. A request could cost up to 5 cents and really costs 1 to 4; one that
            doesn't fit waits while running ones may settle, and is refused when what is spent leaves no room for it.

              level        cap    at once   admitted   refused      posted      billed   held after   overshoot
            """);
        var good = true;
        for (var round = 0; round < Rounds.Length; round++)
        {
            var (level, cents, requests) = Rounds[round];
            var cap = new Money(cents * Money.NanosPerCent);
            var seen = await MeetAsync(server, simulator, $"load-{requests}", level == "api key", cap, requests, ct);
            var overshoot = Money.Max(seen.Posted - cap, Money.Zero);
            good &= overshoot == Money.Zero && seen.Held == Money.Zero && seen.Posted == seen.Billed && seen.Admitted + seen.Refused == requests;
            environment.Out.WriteLine(
                $"  {level,-9} {Dollars(cap),7} {requests,10:N0} {seen.Admitted,10:N0} {seen.Refused,9:N0} {Dollars(seen.Posted),11} {Dollars(seen.Billed),11} {Dollars(seen.Held),12} {Dollars(overshoot),11}");
        }

        environment.Out.WriteLine(good
            ? "\nNo cap was passed, nothing is held, and the books equal upstream's bill to the nano-dollar.\n"
            : "\nFAILED: a cap was passed, or something is held, or the books differ from the bill.\n");
        return good ? ExitCode.Ok : ExitCode.Refused;
    }

    private static async Task<Seen> MeetAsync(ClavigerServer server, SimulatorServer simulator, string service, bool ofKey, Money cap, int requests, CancellationToken ct)
    {
        var workspace = Done(await server.Service<CreateWorkspace>().RunAsync(server.SystemActor, new CreateWorkspaceRequest($"Cap of {cap}, {service}", "production"), ct));
        var key = Done(await server.Service<CreateKey>().RunAsync(server.SystemActor, new CreateApiKeyRequest(workspace.Id, Service: service), ct));
        var scope = ofKey
            ? new Dictionary<string, string> { ["type"] = "api_key", ["api_key_id"] = key.ApiKey.Id }
            : new Dictionary<string, string> { ["type"] = "workspace", ["workspace_id"] = workspace.Id };
        var limit = Done(await server.Service<SetSpendLimit>().RunAsync(server.SystemActor, new SetSpendLimitRequest(scope, "monthly", cap.ToCentsString()), ct));

        var billedBefore = simulator.Bill.Total;
        var admitted = 0;
        var refused = 0;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = requests }) { Timeout = TimeSpan.FromMinutes(2) };
        await Task.WhenAll(Enumerable.Range(0, requests).Select(async i =>
        {
            using var answer = await http.SendAsync(Request(server.Url, key.Secret, i), ct);
            await answer.Content.LoadIntoBufferAsync(ct);
            if (answer.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref admitted);
            else if (answer.StatusCode == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref refused);
        }));
        await server.Journal.FlushedAsync(ct);

        var number = server.Policy.Current.SpendLimits.Values.Single(known => known.Id.Value == limit.Id).Number;
        var lease = new LeaseKey(number, server.Policy.Current.Calendar.SpanAt(LimitPeriod.Monthly, server.Service<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()).StartMs);
        using var reader = server.Service<Database>().Read();
        return new Seen(admitted, refused, LimitShareStore.Read(reader, [lease])[lease].Posted, simulator.Bill.Total - billedBefore, server.Service<ILimitMeters>().Read(lease).Held);
    }

    /// <summary>Haiku 4.5 at 5 dollars a million output tokens: up to 10,000 of them, 2,000 to 8,000 really.</summary>
    private static HttpRequestMessage Request(string url, string secret, int i) => new(HttpMethod.Post, url + "/v1/messages")
    {
        Headers = { { "x-api-key", secret }, { "anthropic-version", "2023-06-01" }, { "x-sim", $"out={2_000 + i * 379 % 6_000}; size=200; deltas=4; delay-ms={20 + i % 50}" } },
        Content = new StringContent(
            $$"""{"model":"claude-haiku-4-5","max_tokens":10000,"stream":{{(i % 2 == 0 ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
    };

    /// <summary>Four decimals, rounded up: a line is a glance, the books are exact.</summary>
    private static string Dollars(Money amount) => $"${(amount.Nanos + 99_999) / 100_000 / 10_000m:0.0000}";

    private static T Done<T>(Outcome<T> outcome) where T : class => outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);

    private sealed record Seen(int Admitted, int Refused, Money Posted, Money Billed, Money Held);
}
