namespace Claviger.Load;

/// <summary>One request that was answered.</summary>

/// <param name="Server">Which of the servers.</param>
/// <param name="SentAt">Monotonic, in nanoseconds.</param>
internal readonly record struct TimedRequest(int Server, long SentAt, int Status);
