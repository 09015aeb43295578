using System.IO.Pipelines;
using Claviger.Simulator.Script;

namespace Claviger.Simulator.Wire;

/// <summary>Writes bytes in the pieces a script asks for, each flushed, so that the reader meets every kind of boundary.</summary>
internal sealed class PacedWriter(PipeWriter pipe, ResponseScript script, ulong seed)
{
    // Odd sizes up to 9 bytes land inside every multi-byte code point sooner or later.
    private const int LargestOddPiece = 9;
    private SeededGenerator _generator = new(seed);

    public static bool IsNeeded(ResponseScript script) => script.Split || script.ChunkBytes is not null;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken gone)
    {
        if (!IsNeeded(script))
        {
            await pipe.WriteAsync(bytes, gone);
            return;
        }

        while (!bytes.IsEmpty && !gone.IsCancellationRequested)
        {
            var size = Math.Min(bytes.Length, script.ChunkBytes ?? 1 + 2 * _generator.Next((LargestOddPiece + 1) / 2));
            await pipe.WriteAsync(bytes[..size], gone);
            bytes = bytes[size..];
        }
    }
}
