using System.Text.Json;
using Claviger.Core;
using Xunit;

namespace Claviger.IntegrationTests.Api;

public sealed class Unresolved_spend_is_resolved(LimitFixture fixture) : IClassFixture<LimitFixture>
{
    [Fact]
    public async Task Once_at_what_it_really_cost()
    {
        var id = fixture.Unresolved(new Money(50_000_000));
        var shown = (await fixture.Admin.GetAsync("/ledger/unresolved?limit=1000")).GetProperty("data").EnumerateArray().Single(item => Text(item, "id") == id);
        Assert.Equal(("unresolved_request", "5", fixture.KeyId), (Text(shown, "type"), Text(shown, "amount"), Text(shown, "api_key_id")));

        var resolved = await fixture.LeavesAsync(["spend_resolved"], () => fixture.Admin.PostAsync($"/ledger/unresolved/{id}/resolve", new { amount = "1.25" }));
        Assert.Equal($$"""{"id":"{{id}}","type":"resolved_spend","booked":"5","amount":"1.25","currency":"USD"}""", resolved.GetRawText());

        Assert.Equal(404, (await fixture.Admin.RefusedAsync(HttpMethod.Post, $"/ledger/unresolved/{id}/resolve", new { amount = "0" })).Status);
        Assert.DoesNotContain((await fixture.Admin.GetAsync("/ledger/unresolved?limit=1000")).GetProperty("data").EnumerateArray(), item => Text(item, "id") == id);
        Assert.True((await fixture.Admin.GetAsync("/ledger/verify")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("5.0000001", "amount: must be at most what is booked for it, 5 cents ($0.05)")]
    [InlineData("-1", "amount: must not be negative")]
    public async Task Never_above_what_is_booked(string amount, string message)
    {
        var id = fixture.Unresolved(new Money(50_000_000));
        var refused = await fixture.LeavesAsync([], () => fixture.Admin.RefusedAsync(HttpMethod.Post, $"/ledger/unresolved/{id}/resolve", new { amount }));
        Assert.Equal((400, "amount", message), (refused.Status, refused.Field, refused.Message));
    }

    [Theory]
    [InlineData("req_0000000000000000000001")]
    [InlineData("lde_01none")]
    [InlineData("anything")]
    public async Task What_is_not_open_is_not_found(string id) =>
        Assert.Equal(404, (await fixture.Admin.RefusedAsync(HttpMethod.Post, $"/ledger/unresolved/{id}/resolve", new { amount = "0" })).Status);

    [Fact]
    public async Task The_list_is_walked_whole()
    {
        for (var i = 0; i < 5; i++) fixture.Unresolved(new Money(10_000_000));
        var all = (await fixture.Admin.GetAsync("/ledger/unresolved?limit=1000")).GetProperty("data").EnumerateArray().Select(item => Text(item, "id")).ToList();
        var walked = new List<string>();
        for (string? page = ""; page is not null;)
        {
            var answer = await fixture.Admin.GetAsync("/ledger/unresolved?limit=2" + page);
            walked.AddRange(answer.GetProperty("data").EnumerateArray().Select(item => Text(item, "id")));
            page = answer.GetProperty("next_page").GetString() is { } next ? "&page=" + next : null;
        }

        Assert.Equal(all, walked);
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
