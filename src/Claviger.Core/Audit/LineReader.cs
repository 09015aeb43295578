namespace Claviger.Core.Audit;

/// <summary>Lines of a stream as bytes: a leaf is the exact bytes, so nothing may pass through text.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>No line that we write comes near it; a file without line breaks must not fill the memory.</summary>
    private const int MostBytes = 4 << 20;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>False at the end. The line is without its break, and valid until the next call.</summary>
    /// <exception cref="InvalidDataException">A line of over 4 MiB.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var seen = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest[seen..].IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = rest[..(seen + at)];
                _start += seen + at + 1;
                return true;
            }

            seen = rest.Length;
            if (Fill()) continue;
            line = _buffer.AsSpan(_start, _end - _start);
            _start = _end;
            return line.Length > 0;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MostBytes) throw new InvalidDataException("a line is longer than any that an export has");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
