using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Simulator.Wire;

namespace Claviger.Simulator.Organizations;

/// <summary>
/// The writing half of the Admin API: workspaces and their members and rate limits, users, invites, API keys, spend limits. Rules as Anthropic's
/// pages of 2026 tell them; the words of its errors, and the order of its checks, are unverified.
/// </summary>
internal sealed class OrganizationWrites(OrganizationBook book, IReadOnlyList<ScriptedFailure> failures, SimulatorOptions options)
{
    private const int MostBody = 1 << 20;

    private int _writes;

    public async Task AnswerAsync(Exchange exchange, string method, string[] path)
    {
        var number = Interlocked.Increment(ref _writes);
        var failure = failures.FirstOrDefault(one => one.Covers(number));
        using var bytes = await RequestBody.ReadAsync(exchange.Request, MostBody);
        var (status, answer, refusal) = failure is { Applied: false } ? (0, null, null) : Answer(method, path, Parsed(bytes), number);
        if (failure is { Status: 0 })
        {
            exchange.Http.Abort();
            return;
        }

        if (failure is not null)
            await Answers.RefuseAsync(exchange, new Refusal(failure.Status, Refusal.TypeOf(failure.Status), Refusal.TextOf(Refusal.TypeOf(failure.Status))) { RetryAfter = failure.RetryAfter });
        else if (refusal is not null) await Answers.RefuseAsync(exchange, refusal);
        else await Answers.WriteAsync(exchange, status, json => answer!.WriteTo(json));
    }

    private (int Status, JsonNode? Answer, Refusal? Refusal) Answer(string method, string[] path, JsonObject? body, int number)
    {
        try
        {
            return (200, JsonNode.Parse(book.Change(root => Changed(root, method, path, body ?? [], number)).ToJsonString()), null);
        }
        catch (RefusedWriteException refused)
        {
            return (0, null, refused.Refusal);
        }
    }

    private JsonObject Changed(JsonObject root, string method, string[] path, JsonObject body, int number) => (method, path) switch
    {
        ("POST", ["users", var id]) => PeopleWrites.Update(root, id, body),
        ("DELETE", ["users", var id]) => PeopleWrites.Remove(root, id),
        ("POST", ["invites"]) => PeopleWrites.Invite(root, body, Id("invite_", number), options.Clock.GetUtcNow()),
        ("DELETE", ["invites", var id]) => PeopleWrites.Withdraw(root, id),
        ("POST", ["workspaces"]) => PlaceWrites.Create(root, body, Id("wrkspc_", number), options.Clock.GetUtcNow()),
        ("POST", ["workspaces", var id]) => PlaceWrites.Update(root, id, body),
        ("POST", ["workspaces", var id, "archive"]) => PlaceWrites.Archive(root, id, options.Clock.GetUtcNow()),
        ("POST", ["workspaces", var id, "members"]) => PlaceWrites.AddMember(root, id, body),
        ("POST", ["workspaces", var id, "members", var user]) => PlaceWrites.ChangeMember(root, id, user, body),
        ("DELETE", ["workspaces", var id, "members", var user]) => PlaceWrites.RemoveMember(root, id, user),
        ("POST", ["workspaces", var id, "rate_limits", var limit]) => LimitWrites.SetRates(root, id, limit, body),
        ("POST", ["api_keys", var id]) => LimitWrites.UpdateKey(root, id, body),
        ("POST", ["spend_limits"]) => LimitWrites.SetSpend(root, body, Id("spl_", number), options.Clock.GetUtcNow()),
        ("DELETE", ["spend_limits", var id]) => LimitWrites.RemoveSpend(root, id),
        _ => throw new RefusedWriteException(Refusal.NotFound($"{method} {string.Join('/', path)}")),
    };

    private string Id(string prefix, int number) => SimulatedId.Make(prefix, options.Seed, (ulong)number);

    private static JsonObject? Parsed(RequestBody? bytes)
    {
        try
        {
            return bytes is null || bytes.Span.IsEmpty ? null : JsonNode.Parse(bytes.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
