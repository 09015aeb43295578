using Claviger.Core.Batches;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Claviger.Gateway.Batches;
using Claviger.Gateway.Ledger;
using Claviger.Gateway.Relay;
using Claviger.Gateway.Routes;
using Claviger.Gateway.Settlement;
using Claviger.Gateway.Upstream;
using Microsoft.AspNetCore.Http;

namespace Claviger.Gateway.OwnedObjects;

/// <summary>
/// Answers about batches, files, skills and profiles. What a workspace makes is noted as its own before the maker hears of it;
/// what it lists is cut to its own; a batch's results are booked before they can be deleted.
/// </summary>
internal sealed class OwnedRelay(
    UpstreamClient upstream, IOwnedObjects owned, IBatchBook batches, BatchSettler batchSettler, Settler settler, SpendLedger ledger, GatewayOptions options)
{
    /// <summary>What must be true before anything is sent.</summary>
    public async Task<Refused> PrepareAsync(Exchange exchange)
    {
        var route = exchange.Route;
        if (exchange.ObjectId.Length > 0 && owned.OwnerOf(route.Owned!.Value, exchange.ObjectId) != exchange.Key.Workspace.Number) return Refusal.ForeignObject;
        if (route.Operation is Operation.ListBatches or Operation.ListObjects)
        {
            var query = exchange.Http.Request.Query;
            foreach (var cursor in new[] { query["after_id"], query["before_id"] })
                if (cursor.Count > 0 && owned.OwnerOf(route.Owned!.Value, cursor[0] ?? "") != exchange.Key.Workspace.Number) return Refusal.ForeignObject;
        }

        // Results are gone with the batch: book them first, or leave it.
        if (route.Operation != Operation.DeleteBatch) return default;
        return await batchSettler.TrySettleAsync(exchange.ObjectId, exchange.Key.Upstream, CancellationToken.None) switch
        {
            BatchSettlement.Booked => default(Refused),
            BatchSettlement.StillRuns => Refusal.BatchStillRuns, // asking upstream now could meet it ended, and delete it unbooked
            _ => new Refused(Refusal.BooksUnavailable, "this batch's results could not be booked yet, so it was not deleted: try again"),
        };
    }

    public async Task RelayAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch, int batchLines)
    {
        if (exchange.Route.Operation == Operation.CreateBatch && answer.IsSuccessStatusCode)
        {
            await RelayNewBatchAsync(exchange, answer, watch, batchLines);
            return;
        }

        settler.WithoutCost(exchange, answer.IsSuccessStatusCode ? UsageOutcome.Free : UsageOutcome.UpstreamError);
        var operation = exchange.Route.Operation;
        if (!answer.IsSuccessStatusCode || operation is Operation.ReadObject or Operation.ReadBatchResults)
        {
            if (operation == Operation.ReadBatchResults) batchSettler.Nudge(exchange.ObjectId, exchange.Key.Upstream);
            await PlainRelay.CopyAsync(exchange, answer, watch);
            return;
        }

        using var whole = await AnswerBuffer.ReadAsync(answer, watch);
        var (body, refused) = await ActAsync(exchange, whole, watch);
        if (body is null)
        {
            await RefusalResponse.WriteAsync(exchange.Http, refused, exchange.RequestId);
            return;
        }

        HeaderPolicy.ToClient(answer, exchange.Http.Response.Headers);
        exchange.Http.Response.ContentLength = body.Value.Length;
        await exchange.Http.Response.BodyWriter.WriteAsync(body.Value);
    }

    /// <summary>
    /// Upstream has begun to work, so the batch is noted before the request is settled: if it can't be, the submission itself is booked at the
    /// worst case of all lines, and nothing that upstream will bill is missing.
    /// </summary>
    private async Task RelayNewBatchAsync(Exchange exchange, HttpResponseMessage answer, StallWatch.Watched watch, int batchLines)
    {
        try
        {
            using var whole = await AnswerBuffer.ReadAsync(answer, watch);
            if (JsonEdits.IdOf(whole.Bytes.Span) is not { } id || Own(whole.Bytes).Body is not { } body)
            {
                settler.WorstCase(exchange);
                await RefusalResponse.WriteAsync(exchange.Http, Refusal.UpstreamUnreadable, exchange.RequestId);
                return;
            }

            await batches.AddAsync(
                new SubmittedBatch(
                    id, exchange.Key.Workspace.Number, exchange.Key.Key.Number, exchange.Key.Owner, exchange.At.ToUnixTimeMilliseconds(), batchLines, exchange.Worst.Cost),
                CancellationToken.None);
            ledger.Batches.Keep(id, exchange.TakeHold());
            settler.WithoutCost(exchange, UsageOutcome.Free);
            HeaderPolicy.ToClient(answer, exchange.Http.Response.Headers);
            exchange.Http.Response.ContentLength = body.Length;
            await exchange.Http.Response.BodyWriter.WriteAsync(body);
        }
        finally
        {
            if (!exchange.IsSettled) settler.WorstCase(exchange);
        }
    }

    private async Task<(ReadOnlyMemory<byte>? Body, Refused Refused)> ActAsync(Exchange exchange, AnswerBuffer whole, StallWatch.Watched watch)
    {
        var route = exchange.Route;
        var atMs = exchange.At.ToUnixTimeMilliseconds();
        switch (route.Operation)
        {
            case Operation.CreateObject:
                if (JsonEdits.IdOf(whole.Bytes.Span) is not { } id) return (null, Refusal.UpstreamUnreadable);
                await owned.AddAsync(route.Owned!.Value, id, exchange.Key.Workspace.Number, exchange.Key.Key.Number, atMs, CancellationToken.None);
                return (whole.Bytes, default);

            case Operation.DeleteObject:
                await owned.RemoveAsync(route.Owned!.Value, exchange.ObjectId, CancellationToken.None);
                return (whole.Bytes, default);

            case Operation.DeleteBatch:
                await owned.RemoveAsync(OwnedKind.Batch, exchange.ObjectId, CancellationToken.None);
                return (whole.Bytes, default);

            case Operation.ReadBatch or Operation.CancelBatch:
                if (JsonEdits.TopLevelString(whole.Bytes.Span, "processing_status"u8) == "ended") batchSettler.Nudge(exchange.ObjectId, exchange.Key.Upstream);
                return Own(whole.Bytes);

            case Operation.ListBatches or Operation.ListObjects:
                return await ListAsync(exchange, whole, watch);

            default:
                return (null, Refusal.Internal);
        }
    }

    private async Task<(ReadOnlyMemory<byte>? Body, Refused Refused)> ListAsync(Exchange exchange, AnswerBuffer first, StallWatch.Watched watch)
    {
        var kind = exchange.Route.Owned!.Value;
        var query = exchange.Http.Request.Query;
        var backwards = query.ContainsKey("before_id");
        var most = int.TryParse(query["limit"], out var limit) && limit > 0 ? limit : ObjectList.UpstreamDefault;
        var list = new ObjectList(id => owned.OwnerOf(kind, id) == exchange.Key.Workspace.Number);
        if (!list.TryAdd(first.Bytes, most, backwards)) return (null, Refusal.UpstreamUnreadable);

        // An empty page ends a walk, so none is given while there may be more; others' objects may fill any number of pages before that.
        for (var pages = 1; list.HasIdCursors && list.UpstreamHasMore && list.Count < most && (pages < ObjectList.MaxUpstreamPages || list.Count == 0); pages++)
        {
            var cursor = backwards ? list.UpstreamFirstId : list.UpstreamLastId;
            if (cursor is null) break;
            var next = query.Where(pair => pair.Key is not ("after_id" or "before_id")).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            next[backwards ? "before_id" : "after_id"] = cursor;
            next["limit"] = ObjectList.UpstreamMost;
            using var answer = await upstream.SendAsync(exchange.Key.Upstream, exchange.Http, QueryString.Create(next).Value, watch.Token);
            if (!answer.IsSuccessStatusCode) return (null, Refusal.UpstreamUnreadable);
            using var page = await AnswerBuffer.ReadAsync(answer, watch);
            if (!list.TryAdd(page.Bytes, most, backwards)) return (null, Refusal.UpstreamUnreadable);
        }

        return kind == OwnedKind.Batch ? Own(list.ToJson()) : (list.ToJson(), default);
    }

    private (ReadOnlyMemory<byte>? Body, Refused Refused) Own(ReadOnlyMemory<byte> body) =>
        JsonEdits.WithOwnResultsUrl(body.Span, options.PublicUrl) is { } own ? (own, default) : (null, Refusal.UpstreamUnreadable);
}
