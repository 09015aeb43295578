namespace Claviger.Core.Limits;

/// <summary>How a stream is held against a limit. Numbers are stored; never renumber.</summary>
public enum AtCap : byte
{
    /// <summary><c>max_tokens</c> is held outright: what was admitted runs to its end.</summary>
    Reserve = 0,

    /// <summary>Output is held a slice at a time; when no more fits, the stream is ended cleanly where it stands.</summary>
    Slice = 1,
}
