using Claviger.Console.Http;
using Claviger.Console.Parts;
using Claviger.Control.Keys;
using Claviger.Control.Requests;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;

namespace Claviger.Console.Access;

/// <summary>Why requests are refused or failed, and what to do: in the words of the refusals themselves.</summary>
internal static class RefusalText
{
    /// <summary>What refuses requests right now, worst first.</summary>
    public static IReadOnlyList<(string Tone, string Label, string Text)> Now(Viewer viewer, IReadOnlyList<SpendLimitUseView> limits, IReadOnlyList<KeyRow> keys)
    {
        var found = new List<(string, string, string)>();
        foreach (var limit in limits.Where(limit => limit.Enforced && limit.Left is not null))
        {
            var (left, cap, spent, held) = (DollarText.OfCents(limit.Left), DollarText.OfCents(limit.Cap), DollarText.OfCents(limit.Spent), DollarText.OfCents(limit.Held));
            var who = LimitWords.Of(limit, viewer);
            var until = limit.ResetsAt is { } reset ? $"until {TimeText.Brief(reset, viewer)} ({TimeText.Ago(reset, viewer.Now)})" : "and never begins anew";
            if (left.Nanos == 0 && held.Nanos == 0)
                found.Add(("bad", "429", $"The {limit.Period} limit of {who} is used up: {DollarText.Brief(spent)} of {DollarText.Brief(cap)} {until}. Requests get a billing_error that no SDK repeats. Wait, or ask for a higher limit."));
            else if (left.Nanos == 0)
                found.Add(("warn", "429", $"The {limit.Period} limit of {who} has no room: {DollarText.Brief(spent)} of {DollarText.Brief(cap)} are spent, running requests hold {DollarText.Brief(held)}. A retry after they end may pass."));
            else if (left.Nanos < cap.Nanos / 20)
                found.Add(("warn", "429", $"The {limit.Period} limit of {who} has {DollarText.Brief(left)} of {DollarText.Brief(cap)} left {until}. A request that could cost more is refused: lower max_tokens, or ask for a higher limit."));
            else if (limit.Refused > 0)
                found.Add(("warn", "429", $"The {limit.Period} limit of {who} has refused {limit.Refused} {(limit.Refused == 1 ? "request" : "requests")} since the server began: what {(limit.Refused == 1 ? "it" : "each")} could have cost did not fit into what was left. Now {DollarText.Brief(left)} of {DollarText.Brief(cap)} are left {until}. Lower max_tokens, or ask for a higher limit."));
        }

        foreach (var row in keys)
        {
            if (row.Key.Status == "inactive") found.Add(("bad", "401", $"Key {row.Key.Name} is disabled: requests with it are refused as an invalid API key until it is enabled."));
            else if (row.Key.Status == "expired") found.Add(("bad", "401", $"Key {row.Key.Name} has expired: requests with it are refused as an invalid API key. Make a new one."));
            else if (row.Secrets == 0) found.Add(("bad", "401", $"Key {row.Key.Name} has no working secret: rotate it to get one."));
            else if (row.Key.Principal is not null && !viewer.MayIn(Permission.KeysCreate, row.Key.Scope.WorkspaceId))
                found.Add(("bad", "401", $"Your personal key {row.Key.Name} rests: you may no longer make keys in {row.WorkspaceName}. It works again when you get a role there."));
        }

        return [.. found.OrderBy(item => item.Item1 == "bad" ? 0 : 1)];
    }

    public static string Of(OwnFailure failure) => failure.Outcome switch
    {
        "stopped_at_cap" => "Claviger ended the stream: a spend limit had no room for more of it. Lower max_tokens, or ask for a higher limit.",
        "cut_short" => "The stream ended before its end. What had come so far is counted.",
        "worst_case" => "Nothing usable came back after it was sent, so its worst case is counted.",
        "unresolved" => "The server stopped while it ran. It counts at its worst case until an administrator resolves it.",
        "upstream_error" => failure.Status switch
        {
            400 => "Anthropic refused the request as it was: the answer names the field. It cost nothing.",
            404 => "Anthropic doesn't know what was asked for, such as the model. It cost nothing.",
            413 => "The request was too large for Anthropic. It cost nothing.",
            429 => "Anthropic's own rate limit: retry after the time that the answer names. It cost nothing.",
            529 => "Anthropic was overloaded: retry. It cost nothing.",
            >= 500 => "Anthropic or the way to it failed: retry. It cost nothing.",
            _ => "Anthropic answered an error. It cost nothing.",
        },
        _ => failure.Outcome,
    };

    /// <summary>What is refused before it is sent stands in no log: the answer itself says why.</summary>
    public static IReadOnlyList<(string Status, string Type, string Meaning, string Do)> Answers { get; } =
    [
        ("401", "authentication_error", "No key, or one that is mistyped, unknown, disabled, expired or revoked. One answer for all.", "Look at your keys below; rotate one to get a new secret."),
        ("403", "permission_error", "The key's rules don't allow the model, your network address, or the service.", "Use a model that the key may use, or ask for other rules."),
        ("404", "not_found_error", "The model is not in the price book, so its cost could not be bounded; or the file or batch is not this workspace's.", "Name a model of the price book."),
        ("400", "invalid_request_error", "The request asks for something that can't be priced, or for more than the key's largest max_tokens. The message names the field.", "Change the field."),
        ("429", "rate_limit_error", "A rate limit of the key, its workspace or the organization; or running requests hold the room of a spend limit.", "Retry after retry-after; SDKs do it by themselves."),
        ("429", "billing_error", "A spend limit leaves no room for this request. The message names the limit, what is used, and when it begins anew.", "Lower max_tokens, wait, or ask for a higher limit. SDKs don't repeat it."),
        ("503", "api_error", "The books or the store can't take the request right now, so it was not sent.", "Retry; it is nothing of yours."),
    ];
}
