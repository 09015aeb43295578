using System.Text.RegularExpressions;

namespace Claviger.Core.Keys;

/// <summary>
/// How keys must be named, so that a name says where a key belongs (promise S5). The pattern joins <c>{env}</c>, the
/// environment's short form, and <c>{service}</c>; the default <c>{env}-{service}</c> gives <c>prod-recommendation-service</c>.
/// </summary>
public sealed partial class NamingPolicy
{
    public const string DefaultPattern = "{env}-{service}";

    /// <summary>Longest name, service or environment.</summary>
    public const int MaxLength = 64;

    private readonly Dictionary<string, string> _shortForms;
    private readonly string _pattern;

    /// <param name="shortForms">Environment to short form; environments not listed are their own short form.</param>
    /// <exception cref="ArgumentException">The pattern lacks {env} or {service}, or holds anything but lower-case letters, digits and hyphens besides.</exception>
    public NamingPolicy(string pattern, IReadOnlyDictionary<string, string>? shortForms = null)
    {
        if (!PatternShape().IsMatch(pattern) || Count(pattern, "{env}") != 1 || Count(pattern, "{service}") != 1)
            throw new ArgumentException($"naming pattern '{pattern}' must hold {{env}} and {{service}} once each, joined by lower-case letters, digits and hyphens", nameof(pattern));
        _pattern = pattern;
        _shortForms = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["production"] = "prod",
            ["staging"] = "staging",
            ["development"] = "dev",
        };
        foreach (var (environment, shortForm) in shortForms ?? new Dictionary<string, string>()) _shortForms[environment] = shortForm;
    }

    public static NamingPolicy Default { get; } = new(DefaultPattern);

    public string Pattern => _pattern;

    public string ShortFormOf(string environment) => _shortForms.GetValueOrDefault(environment, environment);

    /// <summary>The one right name for a service in an environment.</summary>
    public string NameFor(string environment, string service) =>
        _pattern.Replace("{env}", ShortFormOf(environment), StringComparison.Ordinal).Replace("{service}", service, StringComparison.Ordinal);

    /// <summary>The service that a name declares, or null when the name does not follow the pattern for this environment.</summary>
    public string? ServiceIn(string name, string environment)
    {
        var parts = _pattern.Replace("{env}", ShortFormOf(environment), StringComparison.Ordinal).Split("{service}");
        if (name.Length <= parts[0].Length + parts[1].Length) return null;
        if (!name.StartsWith(parts[0], StringComparison.Ordinal) || !name.EndsWith(parts[1], StringComparison.Ordinal)) return null;
        var service = name[parts[0].Length..^parts[1].Length];
        return Slug().IsMatch(service) ? service : null;
    }

    /// <summary>
    /// Settles name and service of a new key. Either may be left out: the other gives it. A bad name is refused with the reason
    /// and a good one proposed.
    /// </summary>
    public NameVerdict Judge(string? name, string? service, string environment)
    {
        if (service is not null && (ServiceFault(service) ?? LengthFault(service, environment)) is { } fault) return NameVerdict.Refused("service", fault, null);
        if (name is null && service is null)
            return NameVerdict.Refused("service", "required: say which service will use this key, for example recommendation-service", null);
        if (name is null) return NameVerdict.Accepted(NameFor(environment, service!), service!);

        var declared = ServiceIn(name, environment);
        if (declared is null)
        {
            var reason = $"'{Clip(name)}' does not say where the key belongs: in this workspace names read {NameFor(environment, "{service}")}";
            return NameVerdict.Refused("name", reason, Proposal(name, service, environment));
        }

        if (ServiceFault(declared) is { } vague) return NameVerdict.Refused("name", $"in '{Clip(name)}', {vague}", Proposal(name, service, environment));
        if (service is not null && !string.Equals(service, declared, StringComparison.Ordinal))
            return NameVerdict.Refused("name", $"'{Clip(name)}' names the service '{declared}', but service is '{service}'", Proposal(name, service, environment));
        return name.Length <= MaxLength
            ? NameVerdict.Accepted(name, declared)
            : NameVerdict.Refused("name", $"must be at most {MaxLength} characters, and has {name.Length}", Proposal(name, service, environment));
    }

    /// <summary>Why this can't be an environment's name, or null.</summary>
    public static string? EnvironmentFault(string environment) =>
        environment.Length is > 0 and <= 32 && Slug().IsMatch(environment)
            ? null
            : "must be 1 to 32 lower-case letters, digits and hyphens, beginning with a letter";

    /// <summary>Whether a name leaves open what it is for: <c>key-1</c>, <c>prod-test</c>, <c>4711</c>. Of keys that this policy never judged.</summary>
    public static bool SaysNothing(string name)
    {
        var slug = Default.WithoutEnvironments(NotSlug().Replace(name.ToLowerInvariant(), "-").Trim('-'), "");
        return slug.Length == 0 || Vague().IsMatch(slug) || slug.All(c => char.IsAsciiDigit(c) || c == '-');
    }

    private string? LengthFault(string service, string environment)
    {
        var most = MaxLength - (NameFor(environment, service).Length - service.Length);
        return service.Length <= most ? null : $"must be at most {most} characters here, because a name has at most {MaxLength}";
    }

    private static string? ServiceFault(string service)
    {
        if (service.Length > MaxLength || !Slug().IsMatch(service))
            return $"a service is 1 to {MaxLength} lower-case letters, digits and hyphens, beginning with a letter";
        return Vague().IsMatch(service) ? $"'{service}' says nothing about the service: use the name your team deploys it under" : null;
    }

    /// <summary>A name that this policy accepts and that keeps what was meant; null when no short enough one is found.</summary>
    private string? Proposal(string name, string? service, string environment)
    {
        var proposal = NameFor(environment, service ?? ServiceMeantBy(name, environment));
        return proposal.Length <= MaxLength ? proposal : null;
    }

    private string ServiceMeantBy(string name, string environment)
    {
        var slug = WithoutEnvironments(NotSlug().Replace(name.ToLowerInvariant(), "-").Trim('-'), environment);
        return slug.Length > MaxLength / 2 || !Slug().IsMatch(slug) || Vague().IsMatch(slug) ? "recommendation-service" : slug;
    }

    private string WithoutEnvironments(string slug, string environment)
    {
        // Any environment's word goes: 'dev-backend', asked for in production, means prod-backend, never prod-dev-backend.
        foreach (var word in _shortForms.Keys.Concat(_shortForms.Values).Append(environment).Where(word => word.Length > 0).Distinct())
        {
            if (slug == word) slug = "";
            if (slug.StartsWith(word + "-", StringComparison.Ordinal)) slug = slug[(word.Length + 1)..];
            if (slug.EndsWith("-" + word, StringComparison.Ordinal)) slug = slug[..^(word.Length + 1)];
        }

        return slug;
    }

    private static string Clip(string name) => name.Length <= MaxLength ? name : name[..MaxLength] + "…";

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    // \z, not $: the latter also matches before a line break at the end.
    [GeneratedRegex(@"\A[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*\z")]
    private static partial Regex Slug();

    // key-1, test, api-key, new-key-2, my-key, temp …: names that a list of fifty keys makes useless.
    [GeneratedRegex(@"\A(?:(?:my|new|old|the|api|temp|tmp|test|key|token|secret|default|foo|bar|app|service|claude|anthropic)-?)+[0-9]*\z")]
    private static partial Regex Vague();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();

    [GeneratedRegex(@"\A(?:[a-z0-9-]|\{env\}|\{service\})+\z")]
    private static partial Regex PatternShape();
}
