using System.IO.Pipelines;
using System.Net;

namespace Claviger.PassThrough;

/// <summary>The request's body on its way through, never whole in memory.</summary>
internal sealed class PassedBody(PipeReader body, long length) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.CopyToAsync(stream, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.CopyToAsync(stream);

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
