using Claviger.Simulator.Billing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Claviger.Simulator;

/// <summary>What Kestrel runs for each request: one context object a connection, no host, no middleware, no logging.</summary>
internal sealed class SimulatorApplication(SimulatorRouter router, InFlight inFlight, Bill bill) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container) return new DefaultHttpContext(contextFeatures);
        if (container.HostContext is not { } kept) return container.HostContext = new DefaultHttpContext(contextFeatures);
        kept.Initialize(contextFeatures);
        return kept;
    }

    public async Task ProcessRequestAsync(DefaultHttpContext context)
    {
        inFlight.Enter();
        try
        {
            await router.AnswerAsync(context);
        }
        catch (Exception e) when (e is ConnectionResetException or OperationCanceledException or BadHttpRequestException)
        {
            // The caller left or broke off its own body: there is nobody to answer.
            bill.CountAborted();
            context.Abort();
        }
        finally
        {
            inFlight.Leave();
        }
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}
