using Claviger.Simulator.Billing;

namespace Claviger.Simulator.Batches;

/// <summary>All batches, and the step that ends one: every line is answered and billed at that moment, never before. Any thread.</summary>
internal sealed class BatchShelf(Simulation simulation)
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedBatch> _batches = []; // under _gate, with all they hold

    public void Clear()
    {
        lock (_gate) _batches.Clear();
    }

    public void Add(SimulatedBatch batch)
    {
        lock (_gate) _batches.Add(batch);
    }

    /// <summary>Newest first, looked at under the lock.</summary>
    public T Read<T>(Func<IReadOnlyList<SimulatedBatch>, T> look)
    {
        lock (_gate) return look([.. Enumerable.Reverse(_batches)]);
    }

    /// <summary>Runs <paramref name="look"/> on the batch under the lock; false when there is no such batch.</summary>
    public bool TryWith(string id, Action<SimulatedBatch> look)
    {
        lock (_gate)
        {
            if (_batches.Find(b => b.Id == id) is not { } batch) return false;
            look(batch);
            return true;
        }
    }

    public bool Remove(SimulatedBatch batch)
    {
        lock (_gate) return _batches.Remove(batch);
    }

    /// <summary>One poll of the caller brings the batch one step further. Only inside <see cref="TryWith"/>.</summary>
    public void Step(SimulatedBatch batch)
    {
        if (batch.EndedAt is not null) return;
        if (batch.CancelledAt is not null) End(batch, "canceled");
        else if (batch.PollsLeft-- <= 0) End(batch, null);
    }

    private void End(SimulatedBatch batch, string? all)
    {
        foreach (var line in batch.Lines)
        {
            if (all is null) Run(batch, line);
            else line.Result = all;
        }

        batch.EndedAt = simulation.Options.Clock.GetUtcNow();
    }

    private void Run(SimulatedBatch batch, BatchLine line)
    {
        line.Answer = simulation.Answers.MakeBatchLine(line.Parameters, batch.Script);
        line.Result = line.Answer.Refusal is not null ? "errored" : line.Answer.Script.BatchResult ?? "succeeded";
        if (line.Result != "succeeded") return;
        simulation.MakeFiles(line.Answer.Plan);
        var charge = line.Answer.Plan!.FullCharge;
        simulation.Bill.Record(charge, new BillEntry(batch.RequestId, charge.Model.Id, charge.Usage, line.Answer.FullAmount, BillEnding.Completed)
        {
            BatchId = batch.Id,
            CustomId = line.CustomId,
        });
    }
}
