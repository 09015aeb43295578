using System.Net;

namespace Claviger.Gateway.Upstream;

/// <summary>An upload that is passed on as it comes, of a length declared beforehand.</summary>
internal sealed class PassedBody(Stream body, long length) : HttpContent
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
