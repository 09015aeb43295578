using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claviger.Load;

/// <summary>Tables out of the raw lines: medians of rounds, then the comparisons that the targets are about.</summary>
internal static class Report
{
    private static readonly (string Test, string Title, (string Number, string Head, string Format)[] Columns)[] Tables =
    [
        ("closed32", "Closed loop, 32 connections, 2 KB prompt, 1 KB answer",
            [("rps", "req/s", "N0"), ("per_core", "req/s per core", "N0"), ("cpu_us", "CPU µs/req", "F1"), ("p50", "p50 µs", "N0"), ("p99", "p99 µs", "N0"), ("rss_mb", "RSS MB", "F0")]),
        ("closed1", "One connection", [("rps", "req/s", "N0"), ("cpu_us", "CPU µs/req", "F1"), ("p50", "p50 µs", "N0"), ("p99", "p99 µs", "N0")]),
        ("open", "Open loop, constant arrivals", [("p50", "p50 µs", "N0"), ("p99", "p99 µs", "N0"), ("cpu_us", "CPU µs/req", "F1"), ("late_p99", "generator late p99 µs", "N0")]),
        ("streams", "Streams, events timed from the simulator's write to our read",
            [("events", "events", "N0"), ("ttfb_p50", "first byte p50 µs", "N0"), ("ttfb_p99", "p99 µs", "N0"), ("p50", "event p50 µs", "N0"), ("p99", "event p99 µs", "N0"), ("cpu_event_us", "CPU µs/event", "F1")]),
        ("large", "Closed loop, 8 connections, 200 KB prompt", [("rps", "req/s", "N0"), ("per_core", "req/s per core", "N0"), ("cpu_us", "CPU µs/req", "F1"), ("p50", "p50 µs", "N0"), ("rss_mb", "RSS MB", "F0")]),
    ];

    private static readonly (string Name, string Test, string Server, string Other, string Number, bool Ratio, string Target)[] Comparisons =
    [
        ("governed / pass-through, req/s per core", "closed32", "governed", "pass-through", "per_core", true, ">= 0.80"),
        ("governed / nginx, req/s per core", "closed32", "governed", "nginx", "per_core", true, ">= 0.60"),
        ("governed / pass-through, req/s", "closed32", "governed", "pass-through", "rps", true, ""),
        ("governed / nginx, req/s", "closed32", "governed", "nginx", "rps", true, ""),
        ("governed - pass-through, p50 µs at one connection", "closed1", "governed", "pass-through", "p50", false, "<= 60"),
        ("governed - pass-through, p50 µs at constant arrivals", "open", "governed", "pass-through", "p50", false, "<= 60"),
        ("governed - pass-through, p99 µs at constant arrivals", "open", "governed", "pass-through", "p99", false, ""),
        ("governed - direct, p50 µs at constant arrivals", "open", "governed", "direct", "p50", false, ""),
        ("governed / pass-through, event delay p50", "streams", "governed", "pass-through", "p50", true, "<= 1.20"),
        ("governed / nginx, event delay p50", "streams", "governed", "nginx", "p50", true, ""),
        ("governed - pass-through, first byte p50 µs", "streams", "governed", "pass-through", "ttfb_p50", false, ""),
        ("governed / pass-through, CPU per event", "streams", "governed", "pass-through", "cpu_event_us", true, ""),
        ("governed / pass-through, 200 KB prompts, req/s per core", "large", "governed", "pass-through", "per_core", true, ""),
        ("governed / nginx, 200 KB prompts, req/s per core", "large", "governed", "nginx", "per_core", true, ""),
        ("inline / thread pool, governed, req/s per core", "closed32", "governed", "governed-pool", "per_core", true, ""),
        ("inline / thread pool, pass-through, req/s per core", "closed32", "pass-through", "pass-through-pool", "per_core", true, ""),
        ("inline - thread pool, governed, p50 µs at one connection", "closed1", "governed", "governed-pool", "p50", false, ""),
        ("inline / thread pool, governed, CPU per event", "streams", "governed", "governed-pool", "cpu_event_us", true, ""),
    ];

    public static int Run(Options options)
    {
        var rounds = new Rounds([.. File.ReadLines(options["from"]).Select(Measurement.Parse)]);
        var summary = new JsonObject();
        foreach (var (test, title, columns) in Tables) PrintTable(rounds, summary, test, title, columns);
        PrintComparisons(rounds, summary);
        File.WriteAllText(options["json"], summary.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return 0;
    }

    private static void PrintTable(Rounds rounds, JsonObject summary, string test, string title, (string Number, string Head, string Format)[] columns)
    {
        var servers = rounds.ServersOf(test).Order(StringComparer.Ordinal).ToList();
        if (servers.Count == 0) return;
        Console.WriteLine($"\n{title}\n\n| server | {string.Join(" | ", columns.Select(column => column.Head))} |\n|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var server in servers)
        {
            var cells = columns.Select(column => rounds.Of(test, server, column.Number)?.Median.ToString(column.Format, CultureInfo.InvariantCulture) ?? "-");
            Console.WriteLine($"| {server} | {string.Join(" | ", cells)} |");
            foreach (var (number, _, _) in columns) Put(summary, $"{test}.{server}.{number}", rounds.Of(test, server, number));
        }
    }

    private static void PrintComparisons(Rounds rounds, JsonObject summary)
    {
        Console.WriteLine("\nCompared round by round: median (least..most)\n\n| what | figure | target |\n|---|---|---|");
        foreach (var (name, test, server, other, number, ratio, target) in Comparisons)
        {
            var spread = rounds.Compare(test, server, other, number, ratio ? (a, b) => a / b : (a, b) => a - b);
            if (spread is null) continue;
            Console.WriteLine($"| {name} | {spread.Text(ratio ? "F2" : "F0")} | {target} |");
            Put(summary, name, spread);
        }
    }

    private static void Put(JsonObject summary, string name, Spread? spread)
    {
        if (spread is not null) summary[name] = new JsonObject { ["median"] = spread.Median, ["least"] = spread.Least, ["most"] = spread.Most };
    }
}
