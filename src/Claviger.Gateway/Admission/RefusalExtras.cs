namespace Claviger.Gateway.Admission;

/// <summary>What a refusal by a limit says besides its message.</summary>
/// <param name="ErrorCode"><c>details.error_code</c></param>
/// <param name="Details">Further fields of <c>details</c>, as text; a null value is written as null.</param>
/// <param name="RetryAfter">When the same request may succeed; null: nobody knows, or never.</param>
/// <param name="Headers">Beside the usual ones.</param>
public sealed record RefusalExtras(
    string ErrorCode, IReadOnlyList<(string Name, string? Value)> Details, TimeSpan? RetryAfter, IReadOnlyList<(string Name, string Value)> Headers);
