using System.Text.Json;

namespace Claviger.Load;

/// <summary>
/// Takes access away under load, again and again, each way there is: how long the call takes, whether the process that answered admits anything that
/// was sent afterwards (it must not), and for how long another process still does (R5, R15).
/// </summary>
internal static class Withdrawals
{
    private const int BeforeMs = 300;
    private const int AfterMs = 1_300; // a second is promised, and this sees beyond it

    public static async Task<int> RunAsync(Options options)
    {
        var urls = options["urls"].Split(',').Select(url => new Uri(url)).ToArray();
        var (rate, rounds) = (options.Number("rate"), options.Number("rounds"));
        var body = File.ReadAllText(options["body"]);
        using var admin = new AdminClient(options);
        var victims = new Victims(admin);
        var wrong = 0;
        foreach (var (name, prepare) in victims.All)
        {
            var (calls, elsewhere) = (new Samples(), new Samples());
            int admitted = 0, early = 0, requests = 0, refused = 0, wrongs = 0;
            for (var round = 0; round < rounds; round++)
            {
                var (secret, act) = await prepare();
                foreach (var url in urls) await AdmittedAsync(url, body, secret); // another process learns of a new key a moment later
                using var load = new TimedLoad(urls, body, secret, rate);
                load.Start();
                await Task.Delay(BeforeMs);
                var asked = MonotonicClock.Now;
                await act();
                var returned = MonotonicClock.Now;
                await Task.Delay(AfterMs);
                var all = await load.StopAsync();

                calls.Add(returned - asked);
                requests += all.Count;
                admitted += all.Count(request => request.Status == 200);
                refused += all.Count(request => request.Status != 200 && request.SentAt > returned);
                wrongs += all.Count(request => request is { Status: 200, Server: 0 } && request.SentAt > returned);
                early += all.Count(request => request.Status != 200 && request.SentAt < asked);
                if (urls.Length > 1)
                    elsewhere.Add(Math.Max(0, all.Where(request => request is { Status: 200, Server: > 0 }).Select(request => request.SentAt - returned).DefaultIfEmpty(0).Max()));
            }

            wrong += wrongs + early;
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                act = name, rounds, requests, admitted, refused_after = refused, admitted_after = wrongs, refused_before = early,
                call_ms = Both(calls), elsewhere_ms = urls.Length > 1 ? Both(elsewhere) : null,
            }));
        }

        return wrong == 0 ? 0 : 1;
    }

    private static async Task AdmittedAsync(Uri url, string body, string secret)
    {
        using var http = new HttpClient();
        for (var tries = 0; tries < 500; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/v1/messages")) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("x-api-key", secret);
            request.Headers.Add("anthropic-version", "2023-06-01");
            using var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(10);
        }

        throw new ArgumentException($"{url} does not admit a new key within five seconds");
    }

    private static object Both(Samples samples) => new { p50 = Ms(samples.Percentile(50)), p99 = Ms(samples.Percentile(99)) };

    private static double Ms(double microseconds) => Math.Round(microseconds / 1_000, 1);
}
