using Claviger.Core.Usage;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.Admission;

/// <summary>Knows Claude Code by its headers (pages of August 2026, version 2.1.330 of 2026-11-20). For reports only: anybody can send them.</summary>
internal static class ClaudeCodeClient
{
    private const string SessionHeader = "x-claude-code-session-id";

    /// <returns>See <see cref="ClaudeCodeSession"/>.</returns>
    public static long SessionOf(IHeaderDictionary headers)
    {
        var session = headers[SessionHeader];
        if (session.Count > 0) return session[0] is { Length: > 0 } id ? ClaudeCodeSession.Of(id) : ClaudeCodeSession.Unknown;
        var agent = headers.UserAgent;
        if (agent.Count > 0 && agent[0]!.StartsWith("claude-cli/", StringComparison.OrdinalIgnoreCase)) return ClaudeCodeSession.Unknown;
        return headers["x-app"] == "cli" ? ClaudeCodeSession.Unknown : ClaudeCodeSession.None;
    }
}
