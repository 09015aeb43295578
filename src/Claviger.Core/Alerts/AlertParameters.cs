namespace Claviger.Core.Alerts;

/// <summary>The figures of a rule. Each kind takes some of them; what is null has the kind's default.</summary>
/// <param name="Percents">Of a cap.</param>
/// <param name="Amounts">Cents as decimal strings.</param>
/// <param name="Basis">posted or forecast.</param>
/// <param name="Days">Days ahead, or since.</param>
/// <param name="Factor">How many times the usual spread.</param>
/// <param name="Floor">Cents as a decimal string: less than this is never worth an alert.</param>
/// <param name="Count">So many of them.</param>
/// <param name="Percent">So large a part of all.</param>
public sealed record AlertParameters(
    IReadOnlyList<int>? Percents = null, IReadOnlyList<string>? Amounts = null, string? Basis = null, IReadOnlyList<int>? Days = null,
    int? Factor = null, string? Floor = null, int? Count = null, int? Percent = null);
