using Claviger.Core.Contracts;

namespace Claviger.Console.Limits;

/// <summary>Limits in words.</summary>
internal static class LimitText
{
    public static readonly IReadOnlyList<(string Value, string Text)> Scopes =
        [("organization", "Organization"), ("workspace", "Workspace"), ("api_key", "API key"), ("user", "Member"), ("service_account", "Service account")];

    public static readonly IReadOnlyList<(string Value, string Text)> Periods = [("daily", "Daily"), ("weekly", "Weekly"), ("monthly", "Monthly"), ("lifetime", "Lifetime")];

    public static readonly IReadOnlyList<(string Value, string Text)> Modes =
        [("hard", "Hard: refuses what doesn't fit"), ("soft", "Soft: tells, refuses nothing"), ("shadow", "Shadow: counts what it would refuse")];

    public static readonly IReadOnlyList<(string Value, string Text)> AtCaps =
        [("reserve", "Reserve: all of max_tokens is held, the stream runs to its end"), ("slice", "Slice: output is held bit by bit, the stream ends when no more fits")];

    public static string Scope(string type) => Scopes.First(scope => scope.Value == type).Text;

    public static string Period(string period) => Periods.First(one => one.Value == period).Text;

    /// <summary>Whose it is, as the end of a sentence.</summary>
    public static string Of(SpendLimitScopeView scope, string? name) => scope.Type switch
    {
        "organization" => "the organization",
        "workspace" => $"workspace {name ?? scope.WorkspaceId}",
        "api_key" => $"key {name ?? scope.ApiKeyId}",
        "user" => name ?? "somebody who left",
        _ => $"service account {name ?? scope.ServiceAccountId}",
    };

    public static string? IdOf(SpendLimitScopeView scope) => scope.WorkspaceId ?? scope.ApiKeyId ?? scope.UserId ?? scope.ServiceAccountId;

    /// <summary>The page of whom it is for; null: there is none.</summary>
    public static string? Path(SpendLimitScopeView scope) => scope switch
    {
        { WorkspaceId: { } workspace } => $"/workspaces/{workspace}",
        { ApiKeyId: { } key } => $"/keys/{key}",
        { UserId: { } member } => $"/members/{member}",
        _ => null,
    };

    /// <summary>For requests to the use cases: the words of the wire.</summary>
    public static Dictionary<string, string> Words(SpendLimitScopeView scope) => Words(scope.Type, IdOf(scope));

    public static Dictionary<string, string> Words(string type, string? id)
    {
        var words = new Dictionary<string, string> { ["type"] = type };
        if (id is not null) words[type + "_id"] = id;
        return words;
    }
}
