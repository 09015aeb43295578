namespace Claviger.Control.Http;

/// <summary>
/// A query parameter or header that a route takes, for the OpenAPI document. What enforces it is <see cref="AdminQuery"/> in the use case;
/// a test sends each route an unknown one and compares, and what is out of bounds.
/// </summary>
/// <param name="Name">As it is sent; lists end in <c>[]</c>.</param>
/// <param name="Values">All that it takes; null: not a choice.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, string? About, IReadOnlyList<string>? Values = null, int? Least = null, int? Most = null, int? Usual = null, bool Required = false)
{
    public static Parameter Text(string name, string? about = null) => new(name, ParameterKind.Text, about);

    public static Parameter Flag(string name, string? about = null) => new(name, ParameterKind.Flag, about);

    public static Parameter Time(string name, string? about = null) => new(name, ParameterKind.Time, about);

    public static Parameter Number(string name, int? usual, int least, int? most, string? about = null) => new(name, ParameterKind.Number, about, Least: least, Most: most, Usual: usual);

    public static Parameter OneOf(string name, IEnumerable<string> values, string? about = null) => new(name, ParameterKind.Text, about, [.. values]);

    /// <param name="name">Without brackets, as <see cref="AdminQuery.List"/> takes it.</param>
    /// <param name="values">Null: any text.</param>
    public static Parameter List(string name, string? about = null, IEnumerable<string>? values = null) => new(name + "[]", ParameterKind.List, about, values is null ? null : [.. values], Most: AdminQuery.MostValues);

    public static Parameter Header(string name, string about) => new(name, ParameterKind.Header, about);

    public Parameter Needed() => this with { Required = true };
}
