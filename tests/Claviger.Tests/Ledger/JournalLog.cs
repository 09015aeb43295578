using System.Collections.Concurrent;
using Claviger.Storage.Usage;
using Microsoft.Extensions.Logging;

namespace Claviger.Tests.Ledger;

/// <summary>What a journal says of itself, to be waited for.</summary>
internal sealed class JournalLog : ILogger<UsageJournal>
{
    private readonly ConcurrentDictionary<LogLevel, TaskCompletionSource> _first = new();
    private int _errors;

    public int Errors => Volatile.Read(ref _errors);

    public Task FirstAsync(LogLevel level) => Signal(level).Task;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Error) Interlocked.Increment(ref _errors);
        Signal(logLevel).TrySetResult();
    }

    private TaskCompletionSource Signal(LogLevel level) => _first.GetOrAdd(level, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
