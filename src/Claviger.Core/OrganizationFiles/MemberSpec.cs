namespace Claviger.Core.OrganizationFiles;

/// <summary>A person by e-mail address; who is not a member yet is invited.</summary>
public sealed record MemberSpec(string Role, IReadOnlyDictionary<string, LimitSpec>? SpendLimits);
