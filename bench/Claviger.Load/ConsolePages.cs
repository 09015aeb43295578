using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Claviger.Load;

/// <summary>Signs in to the console by a link, asks for every page of a file, and prints how long each took from the request to the last byte.</summary>
internal static partial class ConsolePages
{
    public static async Task<int> RunAsync(Options options)
    {
        var link = options.Url("link");
        var origin = link.GetLeftPart(UriPartial.Authority);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(origin), Timeout = TimeSpan.FromMinutes(5) };
        using var form = new HttpRequestMessage(HttpMethod.Post, "/console/sign-in/link") { Content = new FormUrlEncodedContent([KeyValuePair.Create("token", link.Fragment[1..])]) };
        form.Headers.Add("Origin", origin);
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var entered = await http.SendAsync(form);
        if (!entered.Headers.TryGetValues("Set-Cookie", out var cookies)) throw new ArgumentException($"--link signs nobody in: {(int)entered.StatusCode}");
        var cookie = string.Join("; ", cookies.Select(set => set.Split(';')[0]));
        await RecordChecklistAsync(http, origin, cookie);

        Console.WriteLine("| page | bytes | CPU ms | ms, first | ms, middle | ms, worst |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var failed = false;
        // The page that asks nobody's data, beside the others: what the server itself takes.
        foreach (var path in (await File.ReadAllLinesAsync(options["paths"])).Where(line => line.StartsWith('/')).Prepend("/sign-in"))
        {
            var times = new List<double>();
            var (status, bytes) = (0, 0);
            var cpu = 0.0;
            for (var round = 0; round <= options.Number("rounds"); round++)
            {
                if (round == 1) cpu = CpuMs(options.Number("pid"));
                using var request = new HttpRequestMessage(HttpMethod.Get, "/console" + path);
                if (path != "/sign-in") request.Headers.Add("Cookie", cookie);
                var clock = Stopwatch.StartNew();
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
                times.Add(clock.Elapsed.TotalMilliseconds);
                status = (int)answer.StatusCode;
            }

            cpu = (CpuMs(options.Number("pid")) - cpu) / options.Number("rounds");
            failed |= status != 200;
            var later = times.Skip(1).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| `{Id().Replace(path, "…$1")}`{(status == 200 ? "" : $" **{status}**")} | {bytes:N0} | {cpu:0} | {times[0]:0} | {later[later.Count / 2]:0} | {later[^1]:0} |"));
        }

        return failed ? 1 : 0;
    }

    /// <summary>By the page's button: a large organization's checklist is shown from the newest run that was kept, and a store that was just filled has none.</summary>
    private static async Task RecordChecklistAsync(HttpClient http, string origin, string cookie)
    {
        using var asking = new HttpRequestMessage(HttpMethod.Get, "/console/settings");
        asking.Headers.Add("Cookie", cookie);
        using var page = await http.SendAsync(asking);
        var token = FormToken().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        using var record = new HttpRequestMessage(HttpMethod.Post, "/console/checklist/runs") { Content = new FormUrlEncodedContent([KeyValuePair.Create("_token", token)]) };
        record.Headers.Add("Cookie", cookie);
        record.Headers.Add("Origin", origin);
        record.Headers.Add("Sec-Fetch-Site", "same-origin");
        var clock = Stopwatch.StartNew();
        using var kept = await http.SendAsync(record);
        if (kept.StatusCode != HttpStatusCode.SeeOther) throw new InvalidOperationException($"the checklist was not recorded: {(int)kept.StatusCode}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checklist judged and kept in {clock.Elapsed.TotalSeconds:0.0} s"));
        Console.WriteLine();
    }

    /// <summary>User and system time of a process so far, all threads: what a busy machine doesn't change. The kernel counts in hundredths of a second.</summary>
    private static double CpuMs(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * 10;
    }

    /// <summary>Of an id, its last digits say which one it is.</summary>
    [GeneratedRegex("[a-z]+_01[0-9A-Za-z]{20}([0-9A-Za-z]{2})")]
    private static partial Regex Id();

    [GeneratedRegex("name=\"_token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
