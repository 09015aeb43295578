using System.Net;
using Claviger.IntegrationTests.Hosting;
using OtpNet;
using Xunit;

namespace Claviger.IntegrationTests.Console;

/// <summary>R19: every sign-in and every failure is in the audit log; R6: nobody gets in twice by what is spent, or by guessing.</summary>
public sealed class People_sign_in
{
    private const string Password = "correct horse battery staple";
    private readonly FakeTime _time = new();

    [Fact]
    public async Task By_a_link_that_works_once()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        var link = await ConsoleVisitor.LinkAsync(gateway);
        using var first = new ConsoleVisitor(gateway);
        using var second = new ConsoleVisitor(gateway);

        Assert.Equal("/console/sign-in?return=%2Fconsole%2Fkeys%3Fq%3Da", (await first.GetAsync("/keys?q=a")).Location);
        var entered = await first.PostAsync("/sign-in/link", ("token", link), ("return", "/console/keys?q=a"));
        Assert.Equal((HttpStatusCode.SeeOther, "/console/keys?q=a"), (entered.Status, entered.Location));
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/keys")).Status);

        var again = await second.PostAsync("/sign-in/link", ("token", link));
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        Assert.Contains("not valid", again.Text, StringComparison.Ordinal);
        Assert.Null(second.Cookie);
        Assert.Equal(["console_signed_in", "console_sign_in_link_created"], (await KindsAsync(gateway)).Take(2));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/console/../v1")]
    [InlineData("/console/\\evil.example")]
    [InlineData("/v1/organizations")]
    [InlineData("/console/sign-in")]
    public async Task And_land_in_the_console_wherever_a_link_wants_them(string elsewhere)
    {
        await using var gateway = await TestGateway.EmptyAsync();
        using var visitor = new ConsoleVisitor(gateway);

        var location = (await visitor.PostAsync("/sign-in/link", ("token", await ConsoleVisitor.LinkAsync(gateway)), ("return", elsewhere))).Location!;

        Assert.True(location.StartsWith("/console/", StringComparison.Ordinal) && new Uri(new Uri(gateway.Url), location).Authority == new Uri(gateway.Url).Authority && !location.Contains("sign-in", StringComparison.Ordinal), location);
    }

    [Fact]
    public async Task A_link_ends_within_the_hour()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        var link = await ConsoleVisitor.LinkAsync(gateway);
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(61));
        using var late = new ConsoleVisitor(gateway);
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.PostAsync("/sign-in/link", ("token", link))).Status);
    }

    [Fact]
    public async Task By_password_and_code_and_no_code_counts_twice()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using var owner = await ConsoleVisitor.SignedInAsync(gateway);
        foreach (var (bad, why) in new[] { ("short", "at least 12"), ("aaaaaaaaaaaaaaaa", "too easy"), ("claviger rules the keys", "too easy") })
            Assert.Contains(why, (await owner.PostAsync("/account/password", ("password", bad), ("again", bad))).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.SeeOther, (await owner.PostAsync("/account/password", ("password", Password), ("again", Password))).Status);

        var proposal = await owner.GetAsync("/account");
        var secret = System.Text.RegularExpressions.Regex.Match(proposal.Html, "<code class=\"break\">([A-Z2-7]{32})</code>").Groups[1].Value;
        var wrong = await owner.PostAsync("/account/authenticator", ("sealed", proposal.Value("sealed")!), ("code", "000000"));
        Assert.Contains(secret, wrong.Html, StringComparison.Ordinal); // the same again: the app has it already
        Assert.Equal(HttpStatusCode.SeeOther, (await owner.PostAsync("/account/authenticator", ("sealed", wrong.Value("sealed")!), ("code", CodeOf(secret)))).Status);

        async Task<HttpStatusCode> TryAsync(string password, string code)
        {
            using var visitor = new ConsoleVisitor(gateway);
            return (await visitor.PostAsync("/sign-in/password", ("email", "admin@localhost"), ("password", password), ("code", code))).Status;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(Password, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(Password, CodeOf(secret))); // it has proved the app already
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync("wrong horse battery staple", CodeOf(secret)));
        Assert.Equal(HttpStatusCode.SeeOther, await TryAsync(Password, CodeOf(secret)));
        Assert.Equal(HttpStatusCode.Unauthorized, await TryAsync(Password, CodeOf(secret)));
    }

    [Fact]
    public async Task Ten_wrong_passwords_and_the_account_rests()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using (var owner = await ConsoleVisitor.SignedInAsync(gateway)) await owner.PostAsync("/account/password", ("password", Password), ("again", Password));
        using var guesser = new ConsoleVisitor(gateway);
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.PostAsync("/sign-in/password", ("email", "admin@localhost"), ("password", $"wrong horse number {i}"))).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.PostAsync("/sign-in/password", ("email", "admin@localhost"), ("password", Password))).Status);
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(16));
        Assert.Equal(HttpStatusCode.SeeOther, (await guesser.PostAsync("/sign-in/password", ("email", "ADMIN@LocalHost"), ("password", Password))).Status);
        Assert.True((await KindsAsync(gateway)).Count(kind => kind == "console_sign_in_failed") >= 11);
    }

    [Fact]
    public async Task From_one_address_so_often_and_no_more()
    {
        await using var gateway = await TestGateway.EmptyAsync(clock: _time.Clock);
        using var guesser = new ConsoleVisitor(gateway);
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.PostAsync("/sign-in/link", ("token", new string('a', 43)))).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.PostAsync("/sign-in/link", ("token", new string('a', 43)))).Status);
        _time.Clock.SetUtcNow(_time.Clock.GetUtcNow().AddMinutes(11));
        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.PostAsync("/sign-in/link", ("token", new string('a', 43)))).Status);
    }

    [Fact]
    public async Task By_ones_own_admin_key_with_its_rights_and_its_end()
    {
        await using var gateway = await TestGateway.EmptyAsync();
        var (_, invite) = await gateway.AdminAsync(HttpMethod.Post, "/invites", new { email = "dev@example.com", role = "developer" });
        var (_, accepted) = await gateway.AdminAsync(HttpMethod.Post, "/invites/accept", new { acceptance_token = invite.GetProperty("acceptance_token").GetString(), name = "Dev" });
        var own = accepted.GetProperty("secret").GetString()!;
        var (_, made) = await gateway.AdminAsync(HttpMethod.Post, "/admin_keys", new { name = "reader", owner_type = "user", scopes = new[] { "keys.read", "usage.read" } }, own);
        var (id, token) = (made.GetProperty("admin_key").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        using var visitor = new ConsoleVisitor(gateway);

        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.PostAsync("/sign-in/key", ("key", token[..^1] + (token[^1] == 'a' ? 'b' : 'a')))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/sign-in/key", ("key", gateway.AdminKey))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/sign-in/key", ("key", token))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/keys")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/keys/new")).Status);

        Assert.Equal(HttpStatusCode.OK, (await gateway.AdminAsync(HttpMethod.Post, $"/admin_keys/{id}", new { status = "archived" }, own)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.GetAsync("/keys")).Status);
    }

    private string CodeOf(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(_time.Clock.GetUtcNow().UtcDateTime);

    private static async Task<List<string>> KindsAsync(TestGateway gateway) =>
        [.. (await gateway.AdminAsync(HttpMethod.Get, "/audit_log?limit=50")).Body.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()!)];
}
