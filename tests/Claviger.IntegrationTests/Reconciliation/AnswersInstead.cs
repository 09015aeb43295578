using System.Net;
using System.Text;

namespace Claviger.IntegrationTests.Reconciliation;

/// <summary>Anthropic's side on a bad day: one part of it answers this, the rest goes through.</summary>
internal sealed class AnswersInstead(HttpMessageHandler inner, int port, string part, int status) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri!.Port != port || !request.RequestUri.AbsolutePath.Contains(part, StringComparison.Ordinal) ? base.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
            {
                RequestMessage = request,
                Content = new StringContent("""{"type":"error","error":{"type":"some_error","message":"said so"}}""", Encoding.UTF8, "application/json"),
            });
}
