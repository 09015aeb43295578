using System.Text;
using System.Text.Json;
using Claviger.Simulator;

namespace Claviger.Demo;

/// <summary>Believable calls with the example's keys, one every second or two, plain and streamed, until stopped.</summary>
internal static class DemoTraffic
{
    private static readonly string[] Models = ["claude-haiku-4-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5"];

    private static readonly string[] Prompts =
    [
        "Summarise this support ticket in two sentences.",
        "Write a release note for the change below.",
        "Which of these log lines explains the time-out?",
        "Translate the error message for a customer.",
    ];

    public static async Task RunAsync(string url, ExampleOrganization organization, TimeProvider clock, CancellationToken ct)
    {
        using var http = new HttpClient();
        var dice = new SeededGenerator(20_261_123);
        try
        {
            while (true)
            {
                await SendAsync(http, url, organization, dice, ct);
                await Task.Delay(TimeSpan.FromMilliseconds(700 + (int)(dice.Next() % 1_200)), clock, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The demo is over.
        }
    }

    private static async Task SendAsync(HttpClient http, string url, ExampleOrganization organization, SeededGenerator dice, CancellationToken ct)
    {
        // Long prompts, so that input is worth looking at; the simulator counts it from the body.
        var prompt = string.Concat(Enumerable.Repeat(Prompts[dice.Next() % (ulong)Prompts.Length] + " ", 5 + (int)(dice.Next() % 400)));
        using var request = new HttpRequestMessage(HttpMethod.Post, url + "/v1/messages")
        {
            Headers =
            {
                { "x-api-key", organization.Keys[(int)(dice.Next() % (ulong)organization.Keys.Count)].Secret },
                { "anthropic-version", "2023-06-01" },
                { "User-Agent", "Anthropic/Python 0.84.0" }, // the program that these keys were used by all month
                { "x-sim", $"out={20 + dice.Next() % 900}; delay-ms={20 + dice.Next() % 200}" },
            },
            Content = new StringContent(JsonSerializer.Serialize(new
            {
                model = Models[dice.Next() % (ulong)Models.Length],
                max_tokens = 1_024,
                stream = dice.Next() % 2 == 0,
                messages = new[] { new { role = "user", content = prompt } },
            }), Encoding.UTF8, "application/json"),
        };
        using var answer = await http.SendAsync(request, ct);
        await answer.Content.LoadIntoBufferAsync(ct);
    }
}
