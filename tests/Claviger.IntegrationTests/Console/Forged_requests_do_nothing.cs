using System.Net;
using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>V3.5: every form has two locks, and no link changes anything. V3.4: the headers of every page.</summary>
public sealed class Forged_requests_do_nothing : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private ConsoleVisitor _visitor = null!;

    public async ValueTask InitializeAsync() => _visitor = await ConsoleVisitor.SignedInAsync(_gateway = await TestGateway.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("no Origin")]
    [InlineData("a foreign Origin")]
    [InlineData("Origin null")]
    [InlineData("another port")]
    [InlineData("Sec-Fetch-Site cross-site")]
    [InlineData("Sec-Fetch-Site same-site")]
    [InlineData("no token")]
    [InlineData("a wrong token")]
    [InlineData("another session's token")]
    [InlineData("JSON")]
    public async Task A_form_that_is_not_ours(string how)
    {
        var key = $"/keys/{_gateway.Key.ApiKey.Id}/status";
        using var other = await ConsoleVisitor.SignedInAsync(_gateway);
        var request = how switch
        {
            "no token" => _visitor.Form(key, ("status", "archived"), ("_token", "")),
            "a wrong token" => _visitor.Form(key, ("status", "archived"), ("_token", new string('A', 43))),
            "another session's token" => _visitor.Form(key, ("status", "archived"), ("_token", (await other.GetAsync("/account")).FormToken!)),
            _ => _visitor.Form(key, ("status", "archived")),
        };
        if (how.Contains("Origin", StringComparison.Ordinal) || how == "another port") request.Headers.Remove("Origin");
        if (how == "a foreign Origin") request.Headers.Add("Origin", "https://evil.example");
        if (how == "Origin null") request.Headers.Add("Origin", "null");
        if (how == "another port") request.Headers.Add("Origin", "http://127.0.0.1:1");
        if (how.StartsWith("Sec-Fetch-Site", StringComparison.Ordinal))
        {
            request.Headers.Remove("Sec-Fetch-Site");
            request.Headers.Add("Sec-Fetch-Site", how.Split(' ')[1]);
        }

        if (how == "JSON") request.Content = new StringContent("{\"status\":\"archived\"}", System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(how == "JSON" ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden, (await _visitor.SendAsync(request)).Status);
        Assert.Equal("active", (await _gateway.AdminAsync(HttpMethod.Get, $"/api_keys/{_gateway.Key.ApiKey.Id}")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_form_from_the_page_itself_does()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await _visitor.PostAsync($"/keys/{_gateway.Key.ApiKey.Id}/status", ("status", "archived"))).Status);
        Assert.Equal("archived", (await _gateway.AdminAsync(HttpMethod.Get, $"/api_keys/{_gateway.Key.ApiKey.Id}")).Body.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_not_taken(string method) =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/console/keys"))).Status);

    [Fact]
    public async Task No_GET_of_any_route_changes_anything_and_each_has_the_headers()
    {
        await _visitor.GetAsync("/account");
        var before = await NewestEntryAsync();
        foreach (var path in Routes().Where(route => MethodOf(route) == "GET" && !route.RoutePattern.RawText!.Contains("assets", StringComparison.Ordinal)).Select(PathOf))
        {
            var seen = await _visitor.GetAsync(path);
            Assert.True((int)seen.Status is 200 or 303 or 400 or 403 or 404, $"{path}: {seen.Status}");
            Assert.True(Expected.All(header => seen.Headers.GetValueOrDefault(header.Key) == header.Value), $"{path}: {string.Join("; ", seen.Headers)}");
            Assert.False(seen.Html.Contains(" style=\"", StringComparison.Ordinal) || seen.Html.Contains("<script>", StringComparison.Ordinal), path);
        }

        Assert.Equal(before, await NewestEntryAsync());
    }

    [Fact]
    public async Task Every_route_says_who_may_use_it_and_strangers_get_through_the_open_ones_only()
    {
        using var stranger = new ConsoleVisitor(_gateway);
        foreach (var route in Routes())
        {
            var rule = route.Metadata.GetMetadata<PageRule>();
            Assert.True(rule is not null, route.DisplayName);
            if (rule.Open) continue;
            var path = PathOf(route);
            var seen = MethodOf(route) == "GET" ? await stranger.GetAsync(path) : await stranger.PostAsync(path);
            Assert.True(seen.Status == HttpStatusCode.SeeOther && seen.Location!.StartsWith("/console/sign-in", StringComparison.Ordinal), $"{path}: {seen.Status} {seen.Location}");
        }
    }

    [Fact]
    public void Whatever_names_link_to_has_a_page()
    {
        var patterns = Routes().Select(route => route.RoutePattern.RawText!).ToHashSet();
        Assert.All(EntityAddress.Rooms, room => Assert.Contains($"/console{room.Path}{{id}}", patterns));
    }

    private static readonly Dictionary<string, string> Expected = new()
    {
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "same-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ["Cache-Control"] = "no-store",
    };

    private IEnumerable<RouteEndpoint> Routes() => _gateway.Server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal) && route.Order != int.MaxValue);

    private static string MethodOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];

    /// <summary>With something that is there wherever the console asks for a key, and something that isn't elsewhere.</summary>
    private string PathOf(RouteEndpoint route) => string.Concat(route.RoutePattern.PathSegments.Skip(1).Select(segment => "/" + string.Concat(segment.Parts.Select(part =>
        part is RoutePatternLiteralPart literal ? literal.Content : route.RoutePattern.RawText!.StartsWith("/console/keys/", StringComparison.Ordinal) ? _gateway.Key.ApiKey.Id : "1"))));

    private async Task<long> NewestEntryAsync() => (await _gateway.AdminAsync(HttpMethod.Get, "/audit_log?limit=1")).Body.GetProperty("data")[0].GetProperty("sequence").GetInt64();
}
