using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Batches;
using Claviger.Core.Limits;
using Claviger.Core.OwnedObjects;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Usage;
using Claviger.Gateway.Relay;

namespace Claviger.Gateway.Batches;

/// <summary>Turns one line of a batch's results into one record, priced as of the batch's submission.</summary>
/// <param name="limits">What the batch is held against: its lines use the hold up.</param>
internal sealed class BatchLineBooker(SubmittedBatch batch, HeldLimits limits, PolicySnapshot policy, IUsageJournal journal, IOwnedObjects owned)
{
    private readonly DateTimeOffset _at = DateTimeOffset.FromUnixTimeMilliseconds(batch.SubmittedAtMs);

    /// <summary>False when the journal is full: the same line may be tried again.</summary>
    public bool TryBook(byte[] line)
    {
        using var document = Parse(line);
        var customId = document is not null && document.RootElement.TryGetProperty("custom_id", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
        // No custom id is empty: all lines that can't be read share this one record, at a bound of them all.
        if (customId is null) return journal.TryPost(Record(RequestIds.OfBatchLine(batch.Id, "", batch.SubmittedAtMs), null, UsageOutcome.WorstCase, default, batch.WorstCase), limits);
        var id = RequestIds.OfBatchLine(batch.Id, customId, batch.SubmittedAtMs);
        return journal.TryPost(RecordOf(id, document!.RootElement), limits);
    }

    /// <summary>What the line's code made and ran in belongs to the batch's workspace.</summary>
    public async Task OwnMadeAsync(byte[] line, CancellationToken ct)
    {
        if (line.AsSpan().IndexOf("\"file_id\""u8) < 0 && line.AsSpan().IndexOf("\"container\""u8) < 0) return;
        using var document = Parse(line);
        if (document is null || !document.RootElement.TryGetProperty("result", out var result) || result.ValueKind != JsonValueKind.Object
            || !result.TryGetProperty("message", out var message)) return;
        var text = System.Text.Encoding.UTF8.GetBytes(message.GetRawText());
        List<string>? files = null;
        ToolFiles.AddOfMessage(text, ref files);
        foreach (var file in files ?? []) await owned.AddAsync(OwnedKind.File, file, batch.Workspace, batch.Key, batch.SubmittedAtMs, ct);
        if (JsonUsageReader.TryRead(text, out _, out var container) && container is not null)
            await owned.AddAsync(OwnedKind.Container, container, batch.Workspace, batch.Key, batch.SubmittedAtMs, ct);
    }

    private UsageRecord RecordOf(UInt128 id, JsonElement line)
    {
        var result = line.TryGetProperty("result", out var found) ? found : default;
        var succeeded = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("type", out var type) && type.ValueEquals("succeeded"u8);
        if (!succeeded) return Record(id, null, UsageOutcome.UpstreamError, default, Money.Zero);

        if (result.TryGetProperty("message", out var message) && JsonUsageReader.TryRead(System.Text.Encoding.UTF8.GetBytes(message.GetRawText()), out var usage))
        {
            usage = usage with { Message = usage.Message with { Tier = ServiceTier.Batch } };
            if (policy.Prices.TryFind(usage.Model, out var model) && Pricer.Price(policy.Prices, model, usage, _at).TryGetCost(out var cost))
                return Record(id, model, UsageOutcome.BatchLine, usage.Message, cost);
        }

        // Which share of the batch's worst case was this line's is not kept: all of it is the only bound that is never too low.
        return Record(id, null, UsageOutcome.WorstCase, default, batch.WorstCase);
    }

    private UsageRecord Record(UInt128 id, ModelEntry? model, UsageOutcome outcome, in TokenUsage tokens, Money cost) => new()
    {
        RequestId = id,
        AtMs = batch.SubmittedAtMs,
        Organization = policy.Organization.Number,
        Workspace = batch.Workspace,
        Key = batch.Key,
        Owner = batch.Owner,
        Model = model is null ? 0 : policy.ModelNumber(model),
        Outcome = outcome,
        Status = outcome == UsageOutcome.UpstreamError ? 400 : 200,
        Tokens = tokens,
        Cost = cost,
    };

    private static JsonDocument? Parse(byte[] line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // A line that is no JSON has no custom id.
        }

        return null;
    }
}
