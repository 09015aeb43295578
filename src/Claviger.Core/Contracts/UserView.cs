using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary>A member. The answer's <c>etag</c> header is the version that <c>if-match</c> may name in a change.</summary>
public sealed record UserView(string Id, string Type, string Email, string Name,
    [AllowedValues("user", "claude_code_user", "developer", "billing", "admin")] string Role, DateTimeOffset AddedAt);
