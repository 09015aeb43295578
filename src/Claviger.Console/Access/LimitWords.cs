using Claviger.Console.Http;
using Claviger.Core.Contracts;

namespace Claviger.Console.Access;

internal static class LimitWords
{
    /// <summary>Whose limit it is.</summary>
    public static string Of(SpendLimitUseView limit, Viewer viewer) => limit.Scope.Type switch
    {
        "user" when limit.Scope.UserId == viewer.Member.Id.Value => "yourself",
        "organization" => "the organization",
        "workspace" => $"workspace {limit.ScopeName ?? limit.Scope.WorkspaceId}",
        "api_key" => $"key {limit.ScopeName ?? limit.Scope.ApiKeyId}",
        "user" => limit.ScopeName ?? "the member",
        _ => limit.ScopeName ?? limit.Scope.Type,
    };
}
