using System.Net;
using Xunit;

namespace Claviger.Tests.Cli;

public sealed class Answers_become_exit_codes
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    [InlineData(HttpStatusCode.Unauthorized, 4)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    [InlineData(HttpStatusCode.NotFound, 5)]
    [InlineData(HttpStatusCode.Conflict, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 1)]
    public async Task And_every_part_of_the_error_is_printed(HttpStatusCode status, int exit)
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Instead = _ => FakeAdminApi.Error(status, "some_error", "this is why", "service");

        var result = await fixture.RunAsync("members", "list");

        Assert.Equal((exit, ""), (result.Exit, result.Out));
        foreach (var part in new[] { "this is why", "some_error", "service", "req_01TEST" }) Assert.Contains(part, result.Error);
    }

    [Fact]
    public async Task Failures_read_like_this()
    {
        using var fixture = CliFixture.SignedIn();
        var text = "";
        foreach (var instead in new Func<HttpRequestMessage, HttpResponseMessage?>[]
        {
            _ => FakeAdminApi.Error(HttpStatusCode.BadRequest, "invalid_request_error", "service: 'key-1' says nothing about the service: use the name your team deploys it under", "service"),
            _ => FakeAdminApi.Error(HttpStatusCode.Unauthorized, "authentication_error", "invalid admin key"),
            _ => throw new HttpRequestException("An error occurred", new System.Net.Sockets.SocketException(111)),
            _ => throw new TaskCanceledException(),
            _ => new(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") },
            _ => new(HttpStatusCode.OK) { Content = new StringContent("<html>") },
            _ => FakeAdminApi.Answer(new { data = "nothing" }),
        })
        {
            fixture.Server.Instead = instead;
            text += await fixture.TranscriptAsync(["members", "list"]) + "\n";
        }

        Approved.Matches("failures", text);
    }

    [Fact]
    public async Task A_server_that_is_not_ready_fails_the_check()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Server.Status = fixture.Server.Status with { Ready = false, SnapshotChange = 4180, Unresolved = 2 };
        Assert.Equal(1, (await fixture.RunAsync("status", "--json")).Exit);
        Approved.Matches("status-not-ready", await fixture.TranscriptAsync(["status"]));
    }

    [Fact]
    public async Task Long_messages_are_broken_between_words_on_a_terminal_only()
    {
        using var fixture = CliFixture.SignedIn();
        fixture.Width = 40;
        var message = $"{new string('x', 60)} {string.Join(' ', Enumerable.Repeat("word", 20))}";
        fixture.Server.Instead = _ => FakeAdminApi.Error(HttpStatusCode.BadRequest, "t", message);
        Assert.StartsWith($"error: {message}\n", (await fixture.RunAsync("members", "list")).Error);
        fixture.Terminal = true;
        Assert.StartsWith($"error: {new string('x', 60)}\n       word word word word word word\n       word", (await fixture.RunAsync("members", "list")).Error);
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_how()
    {
        using var fixture = new CliFixture();
        var result = await fixture.RunAsync("keys", "list");
        Assert.Equal(4, result.Exit);
        Assert.Contains("claviger login", result.Error);
    }
}
