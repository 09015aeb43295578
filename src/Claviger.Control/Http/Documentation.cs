using Microsoft.AspNetCore.Builder;

namespace Claviger.Control.Http;

/// <summary>What the OpenAPI document says of a route that its contracts and its <see cref="Declaration"/> don't.</summary>
/// <param name="OperationId">Verb and noun; generated clients name their methods by it, so it never changes once shipped.</param>
/// <param name="Summary">One plain line.</param>
/// <param name="Ours">Claviger's: Anthropic's Admin API has no such call.</param>
internal sealed record Documentation(string OperationId, string Summary, bool Ours, IReadOnlyList<Parameter> Parameters);

/// <summary>Of a route whose answer is a <see cref="StreamedAnswer"/>.</summary>
internal sealed record Streaming(string ContentType);

/// <summary>Of a route that takes so many calls and answers 429 beyond them.</summary>
internal sealed record Rationing;

/// <summary>Of a route in somebody else's form, who describes it: the document leaves it out.</summary>
internal sealed record ForeignForm;

internal static class DocumentationExtensions
{
    public static TBuilder Documents<TBuilder>(this TBuilder route, string operationId, string summary, params Parameter[] parameters) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Documentation(operationId, summary, Ours: false, parameters));

    /// <summary>For a call that Anthropic's Admin API lacks.</summary>
    public static TBuilder DocumentsOurs<TBuilder>(this TBuilder route, string operationId, string summary, params Parameter[] parameters) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Documentation(operationId, summary, Ours: true, parameters));

    /// <param name="contentType">As the <see cref="StreamedAnswer"/> says it.</param>
    public static TBuilder Streams<TBuilder>(this TBuilder route, string contentType) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Streaming(contentType));

    public static TBuilder IsRationed<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Rationing());

    public static TBuilder IsNotOurs<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new ForeignForm());
}
