using System.Text.Json;

namespace Claviger.Simulator.Organizations;

/// <summary>Writes that fail: how a half-way stop, a lost answer and a busy API are tried.</summary>
/// <param name="Write">The first of them, counted from 1 over all that arrive.</param>
/// <param name="Status">0: the connection is cut without an answer.</param>
/// <param name="Applied">The change is made all the same: only the answer is lost.</param>
internal sealed record ScriptedFailure(int Write, int Times, int Status, bool Applied, string? RetryAfter)
{
    public bool Covers(int write) => write >= Write && write < Write + Times;

    public static ScriptedFailure Of(JsonElement json) => new(
        json.GetProperty("write").GetInt32(),
        json.TryGetProperty("times", out var times) ? times.GetInt32() : 1,
        json.GetProperty("status").GetInt32(),
        json.TryGetProperty("applied", out var applied) && applied.GetBoolean(),
        json.TryGetProperty("retry_after", out var after) ? after.GetString() : null);
}
