namespace Claviger.Core;

/// <summary>Why an admin act was refused. Each kind has its status and type in one file, <c>Control/ProblemWire.cs</c>.</summary>
public enum ProblemKind
{
    /// <summary>A field is missing, malformed or out of range.</summary>
    InvalidRequest,

    /// <summary>No valid admin credential.</summary>
    Unauthenticated,

    /// <summary>Known, but not allowed.</summary>
    Forbidden,

    /// <summary>Missing, or foreign: the two look the same.</summary>
    NotFound,

    /// <summary>A value that must be unique is taken, or the object changed meanwhile.</summary>
    Conflict,

    /// <summary>The request body is larger than the endpoint takes.</summary>
    TooLarge,

    /// <summary>Asked too often.</summary>
    RateLimited,

    /// <summary>The store is away; nothing was changed.</summary>
    Unavailable,

    /// <summary>A bug.</summary>
    Internal,
}

/// <summary>The public text of a refusal: names the field and the fix. Internal causes go to the log only.</summary>
/// <param name="Field">The request field to blame, if one is.</param>
/// <param name="ErrorCode">Anthropic's <c>details.error_code</c>, or ours in the same style, if there is one.</param>
public sealed record Problem(ProblemKind Kind, string Message, string? Field = null, string? ErrorCode = null)
{
    public static Problem Invalid(string field, string message, string? errorCode = null) =>
        new(ProblemKind.InvalidRequest, $"{field}: {message}", field, errorCode);

    public static Problem NotFound(string what) => new(ProblemKind.NotFound, $"{what} not found");

    public static Problem Conflict(string field, string message, string? errorCode = null) =>
        new(ProblemKind.Conflict, $"{field}: {message}", field, errorCode);
}
