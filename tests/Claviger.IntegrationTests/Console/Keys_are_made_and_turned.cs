using System.Net;
using System.Text.RegularExpressions;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>S5, S6, S7, S10 through the console's forms, with what they refuse.</summary>
public sealed partial class Keys_are_made_and_turned : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_key_with_its_cap_and_its_alert_and_a_secret_shown_once()
    {
        var made = await CreateAsync(("service", "checkout"), ("cap", "$1,250.50"), ("alert", "on"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var secret = Secret().Match(made.Html).Value;
        var id = Id().Match(made.Html).Value;

        using (var message = _gateway.Message(key: secret))
        using (var answer = await _gateway.Http.SendAsync(message)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var limits = (await _gateway.AdminAsync(HttpMethod.Get, $"/spend_limits?api_key_id={id}")).Body.GetProperty("data");
        Assert.Equal(("125050", "monthly", "hard"), (limits[0].GetProperty("amount").GetString()!, limits[0].GetProperty("period").GetString()!, limits[0].GetProperty("mode").GetString()!));
        var rule = Assert.Single((await _gateway.AdminAsync(HttpMethod.Get, "/alert_rules")).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(id, rule.GetProperty("scope").GetProperty("id").GetString());

        foreach (var path in new[] { $"/keys/{id}", "/keys", "/", "/keys?sort=spend" }) Assert.DoesNotContain(secret, (await _visitor.GetAsync(path)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cap", "-5", "must not be negative")]
    [InlineData("cap", "1e3", "exponent")]
    [InlineData("cap", "lots", "plain digits")]
    [InlineData("cap", "12,50", "decimal point")]
    [InlineData("cap", "1,2345", "decimal point")]
    [InlineData("service", "Bad Name!", "")]
    [InlineData("expires", "yesterday", "a date")]
    [InlineData("models", "gpt-4", "")]
    [InlineData("owner", "nobody@example.org", "nobody with this address")]
    [InlineData("workspace", "wrkspc_01nosuch", "no such workspace")]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_made(string field, string value, string says)
    {
        var before = await CountAsync();
        var fields = new Dictionary<string, string> { ["service"] = "checkout", ["cap"] = "100", ["alert"] = "on", [field] = value };
        var refused = await CreateAsync([.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(says, refused.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("aria-invalid=\"true\"", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Secret(), refused.Html);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_rotation_shows_the_new_secret_and_says_what_becomes_of_the_old_one()
    {
        var id = _gateway.Key.ApiKey.Id;
        var rotated = await _visitor.PostAsync($"/keys/{id}/rotate", ("overlap_days", "3"));
        var secret = Secret().Match(rotated.Html).Value;
        Assert.Contains("3 days after the new one is first used", rotated.Text, StringComparison.Ordinal);
        using (var message = _gateway.Message(key: secret))
        using (var answer = await _gateway.Http.SendAsync(message)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var page = await _visitor.GetAsync($"/keys/{id}");
        Assert.Contains("overlap", page.Text, StringComparison.Ordinal);
        var old = Regex.Match(page.Html, $"/console/keys/{id}/secrets/([^/]+)/end").Groups[1].Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await _visitor.PostAsync($"/keys/{id}/secrets/{old}/end")).Status);
        using var late = _gateway.Message();
        using var refused = await _gateway.Http.SendAsync(late);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync($"/keys/{id}/rotate", ("overlap_days", "31"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.PostAsync($"/keys/{id}/rotate", ("overlap_days", "soon"))).Status);
    }

    /// <summary>A double click, or a browser that goes back to the secret and sends the form again, must not end the secret that a service was just given.</summary>
    [Fact]
    public async Task A_rotation_that_is_sent_twice_is_one()
    {
        var id = _gateway.Key.ApiKey.Id;
        var newest = Regex.Match((await _visitor.GetAsync($"/keys/{id}")).Html, "name=\"newest\" value=\"([^\"]+)\"").Groups[1].Value;
        var secret = Secret().Match((await _visitor.PostAsync($"/keys/{id}/rotate", ("overlap_days", "0"), ("newest", newest))).Html).Value;
        var again = await _visitor.PostAsync($"/keys/{id}/rotate", ("overlap_days", "0"), ("newest", newest));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("it was rotated already", again.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Secret(), again.Html);
        using var message = _gateway.Message(key: secret);
        using var answer = await _gateway.Http.SendAsync(message);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_are_walked_whole_in_each_order()
    {
        for (var i = 0; i < 120; i++) await _gateway.CreateKeyAsync("Production", "production", $"svc-{i:000}");
        foreach (var sort in new[] { "", "name" })
        {
            var names = new List<string>();
            var path = $"/keys?q=prod-svc&sort={sort}";
            while (true)
            {
                var page = await _visitor.GetAsync(path);
                names.AddRange(Regex.Matches(page.Html, "/console/keys/apikey_[^\"]+\">([^<]+)</a>").Select(match => match.Groups[1].Value));
                if (Regex.Match(page.Html, "rel=\"next\" href=\"/console([^\"]+)\"") is not { Success: true } next) break;
                path = WebUtility.HtmlDecode(next.Groups[1].Value);
            }

            Assert.Equal(120, names.Count);
            Assert.Equal(sort == "name" ? names.Order(StringComparer.Ordinal) : names.OrderDescending(StringComparer.Ordinal), names);
        }

        Assert.Contains("svc-007", (await _visitor.GetAsync("/keys?q=svc-007")).Text, StringComparison.Ordinal);
        Assert.Contains("No key matches", (await _visitor.GetAsync("/keys?q=nothing-like-it")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_markup_stay_text()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'&";
        var (status, _) = await _gateway.AdminAsync(HttpMethod.Post, "/workspaces", new { name = evil, environment = "production" });
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var path in new[] { "/keys", "/keys/new", $"/keys?q={Uri.EscapeDataString(evil)}", $"/keys?workspace={Uri.EscapeDataString(evil)}&note={Uri.EscapeDataString(evil)}" })
        {
            var page = await _visitor.GetAsync(path);
            Assert.DoesNotContain("<img src=x", page.Html, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;img src=x", (await _visitor.GetAsync("/keys/new")).Html, StringComparison.Ordinal);
    }

    private async Task<ConsolePageSeen> CreateAsync(params (string Name, string Value)[] fields)
    {
        await _visitor.GetAsync("/keys/new");
        return await _visitor.PostAsync("/keys/new", fields.Any(field => field.Name == "workspace") ? fields : [("workspace", _gateway.Key.ApiKey.Scope.WorkspaceId), .. fields]);
    }

    private async Task<int> CountAsync() => (await _gateway.AdminAsync(HttpMethod.Get, "/api_keys?limit=1000")).Body.GetProperty("data").GetArrayLength();

    [GeneratedRegex("clvk_[0-9A-Za-z]{60}")]
    private static partial Regex Secret();

    [GeneratedRegex("apikey_[0-9A-Za-z]+")]
    private static partial Regex Id();
}
