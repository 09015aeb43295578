using Microsoft.Extensions.Time.Testing;

namespace Claviger.IntegrationTests.Hosting;

/// <summary>Time that moves only while somebody waits for something: the one driver of a server under a fake clock.</summary>
public sealed class FakeTime
{
    /// <summary>A day with prices.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Moves time by steps until the task ends.</summary>
    public async Task<T> UntilAsync<T>(Task<T> task, TimeSpan step)
    {
        await UntilAsync((Task)task, step);
        return await task;
    }

    public async Task UntilAsync(Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(step);
            await Task.Yield();
        }

        await task;
    }

    /// <summary>The books under this clock: the journal's pauses pass, and hardly anything else does.</summary>
    public Task<IReadOnlyList<UsageRow>> RowsAsync(TestGateway gateway) => UntilAsync(gateway.RowsAsync(), TimeSpan.FromMilliseconds(1));
}
