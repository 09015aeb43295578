using System.Globalization;
using System.Text.Json;

namespace Claviger.Load;

/// <summary>What the gateway's books say, once everything is in them.</summary>
internal static class Books
{
    private const long NanosPerCent = 10_000_000;

    public static async Task<int> RunAsync(Options options)
    {
        using var admin = new AdminClient(options);
        var status = await admin.GetAsync("/status");
        for (var tries = 0; status.GetProperty("journal_pending").GetInt32() > 0 && tries < 100; tries++)
        {
            await Task.Delay(100);
            status = await admin.GetAsync("/status");
        }

        var from = TimeProvider.System.GetUtcNow().AddDays(-2).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);
        var (requests, nanos) = (0L, 0L);
        string? page = null;
        do
        {
            var report = await admin.GetAsync($"/usage_report/messages?starting_at={from}&bucket_width=1d&limit=31{(page is null ? "" : "&page=" + page)}");
            foreach (var result in report.GetProperty("data").EnumerateArray().SelectMany(bucket => bucket.GetProperty("results").EnumerateArray()))
            {
                requests += result.GetProperty("requests").GetInt64();
                nanos += (long)(decimal.Parse(result.GetProperty("cost_cents").GetString()!, CultureInfo.InvariantCulture) * NanosPerCent);
            }

            page = report.GetProperty("next_page").GetString();
        }
        while (page is not null);
        Console.WriteLine(JsonSerializer.Serialize(new { requests, nanos, pending = status.GetProperty("journal_pending").GetInt32(), unresolved = status.GetProperty("unresolved").GetInt64() }));
        return 0;
    }
}
