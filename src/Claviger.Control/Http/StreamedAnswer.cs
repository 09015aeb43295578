namespace Claviger.Control.Http;

/// <summary>An answer too large for memory.</summary>
/// <param name="FileName">What a browser would call it.</param>
internal sealed record StreamedAnswer(string ContentType, string FileName, Func<Stream, CancellationToken, Task> WriteAsync);
