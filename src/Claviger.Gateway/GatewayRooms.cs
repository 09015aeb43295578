using Claviger.Core.Batches;
using Claviger.Core.OwnedObjects;
using Claviger.Gateway.Batches;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Rates;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Upstream;

namespace Claviger.Gateway;

/// <summary>The parts behind the pipeline that live as long as the process.</summary>
public sealed record GatewayRooms(
    UpstreamClient Upstream, StallWatch Stalls, Settler Settler, IOwnedObjects OwnedObjects, IBatchBook Batches, BatchSettler BatchSettler, SpendLedger Ledger, BooksClock Time, RateLimiter Rates, OpenRequests Open);
