namespace Claviger.Control;

/// <summary>Carries what gathers in memory to the store, a little later: no request waits for it. What fails is gathered again.</summary>
internal static class CarryToStore
{
    /// <summary>Of what is taken at once: a long outage must not become one huge statement.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>Until stopped, and once more then.</summary>
    /// <param name="take">Up to so many.</param>
    public static async Task RunAsync<T>(TimeSpan every, TimeProvider clock, Func<int, IReadOnlyList<T>> take, Func<IReadOnlyList<T>, Task> store, Action<T> putBack, Action<Exception> failed, CancellationToken ct)
    {
        var running = true;
        while (running)
        {
            try
            {
                await Task.Delay(every, clock, ct);
            }
            catch (OperationCanceledException)
            {
                running = false;
            }

            while (await TryAsync() == MostAtOnce) { }
        }

        async Task<int> TryAsync()
        {
            var taken = take(MostAtOnce);
            try
            {
                await store(taken);
                return taken.Count;
            }
            catch (Exception error)
            {
                failed(error);
                foreach (var one in taken) putBack(one);
                return 0;
            }
        }
    }
}
