namespace Claviger.Tests.Ledger;

/// <summary>
/// Work that mostly waits for threads to be switched, done side by side: on a busy machine the waits then overlap. Results in the order of
/// the items, so what is found first doesn't depend on the machine.
/// </summary>
internal static class Side
{
    private const int AtOnce = 8;

    public static TResult[] BySide<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, TResult> work)
    {
        var results = new TResult[items.Count];
        var next = -1;
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Math.Min(AtOnce, items.Count)).Select(_ => new Thread(() =>
        {
            for (var i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[i] = work(items[i]);
                }
                catch (Exception error)
                {
                    lock (failures) failures.Add(error);
                }
            }
        }) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures.Count == 0 ? results : throw new AggregateException(failures);
    }
}
