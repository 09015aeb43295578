using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Claviger.Core.Contracts;

/// <summary>A named set of rate limits (Claviger's extension).</summary>
/// <param name="Origin">shipped, edited (shipped, with the organization's own figures over it) or custom.</param>
/// <param name="AsOf">The day its figures were read, of shipped ones.</param>
/// <param name="Classes">Limits by class and limiter; null: no limit. <c>default</c> stands for classes that aren't listed.</param>
public sealed record TierView(
    string Type, string Name, string DisplayName, [AllowedValues("shipped", "edited", "custom")] string Origin, string? AsOf, string? Source,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long?>> Classes);

/// <summary><c>POST /v1/organizations/tiers</c></summary>
/// <param name="Name">What keys and workspaces refer to it by: lower-case letters, digits, hyphens and underscores.</param>
/// <param name="Classes">Every class, or some and a <c>default</c>.</param>
public sealed record CreateTierRequest([RegularExpression("^[a-z][a-z0-9_-]{0,39}$")] string Name,
    [Holds(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, long?>>))] JsonElement Classes, [Length(1, 40)] string? DisplayName = null);

/// <summary><c>POST /v1/organizations/tiers/{name}</c>: omitted fields stay; <paramref name="Classes"/> replaces them all.</summary>
public sealed record UpdateTierRequest([Length(1, 40)] string? DisplayName = null,
    [Holds(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, long?>>))] JsonElement? Classes = null);

/// <param name="Type">rate_limit_tier_deleted</param>
public sealed record DeletedTierView(string Name, string Type);
