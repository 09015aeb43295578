using System.Text;
using Claviger.Gateway.Admission;

namespace Claviger.Tests.Admission;

/// <summary>A body, its shape and its verdict, as text where text reads better.</summary>
internal sealed class Inspected
{
    private readonly byte[] _body;

    private Inspected(byte[] body, InspectionLimits limits)
    {
        _body = body;
        Result = RequestInspector.Inspect(body, Shape, limits);
    }

    public RequestShape Shape { get; } = new();
    public InspectionResult Result { get; }

    public static Inspected Of(string body, InspectionLimits? limits = null) => Of(Encoding.UTF8.GetBytes(body), limits);

    public static Inspected Of(byte[] body, InspectionLimits? limits = null) => new(body, limits ?? InspectionLimits.Messages);

    /// <summary>A valid body with the given properties added, e.g. <c>"stream":true</c>.</summary>
    public static Inspected With(string properties, InspectionLimits? limits = null) =>
        Of($$"""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[],{{properties}}}""", limits);

    /// <summary>A valid body with one user message of the given blocks.</summary>
    public static Inspected Blocks(string blocks) =>
        Of($$"""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[{"role":"user","content":[{{blocks}}]}]}""");

    public string Text(BodySlice slice) => Encoding.UTF8.GetString(Shape.Read(_body, slice));

    public string Texts(ReadOnlySpan<BodySlice> slices)
    {
        var texts = new List<string>();
        foreach (var slice in slices) texts.Add(Text(slice));
        return string.Join(' ', texts);
    }
}
