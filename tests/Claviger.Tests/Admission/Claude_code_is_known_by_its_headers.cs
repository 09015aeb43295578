using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Claviger.Tests.Admission;

public sealed class Claude_code_is_known_by_its_headers
{
    private const string Session = "x-claude-code-session-id", Uuid = "0b7a1c52-7a0e-4d7e-9c57-3b0f6a1d2e3f";

    [Theory]
    [InlineData(null, null, ClaudeCodeSession.None)]
    [InlineData("user-agent", "claude-cli/2.1.330 (external, cli)", ClaudeCodeSession.Unknown)]
    [InlineData("user-agent", "Claude-CLI/3", ClaudeCodeSession.Unknown)]
    [InlineData("user-agent", "anthropic-sdk-typescript claude-cli/2", ClaudeCodeSession.None)]
    [InlineData("user-agent", "", ClaudeCodeSession.None)]
    [InlineData("x-app", "cli", ClaudeCodeSession.Unknown)]
    [InlineData("x-app", "web", ClaudeCodeSession.None)]
    [InlineData(Session, "", ClaudeCodeSession.Unknown)]
    public void Its_agent_or_its_app_say_so_and_no_session(string? name, string? value, long session) =>
        Assert.Equal(session, ClaudeCodeClient.SessionOf(name is null ? new HeaderDictionary() : new HeaderDictionary { [name] = value }));

    [Fact]
    public void A_session_has_one_number_for_ever_and_another_has_another()
    {
        var number = ClaudeCodeClient.SessionOf(new HeaderDictionary { [Session] = Uuid });

        // Written down: a number that changed with a version would count a session twice.
        Assert.Equal(ClaudeCodeSession.Of(Uuid), number);
        Assert.True(number > 0);
        Assert.NotEqual(number, ClaudeCodeSession.Of(Uuid.ToUpperInvariant()));
        Assert.Equal(ClaudeCodeSession.Of(new string('x', 128)), ClaudeCodeSession.Of(new string('x', 60_000)));
    }

    [Fact]
    public void Looking_allocates_nothing()
    {
        var plain = new HeaderDictionary { ["user-agent"] = "anthropic-sdk-typescript/1.12.0" };
        var code = new HeaderDictionary { ["user-agent"] = "claude-cli/2.1.330", ["x-app"] = "cli", [Session] = Uuid };
        var sum = Look(100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Look(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, sum);

        long Look(int times)
        {
            long all = 0;
            for (var i = 0; i < times; i++) all ^= ClaudeCodeClient.SessionOf(plain) + i * ClaudeCodeClient.SessionOf(code);
            return all;
        }
    }
}
