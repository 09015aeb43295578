using Claviger.Core.Usage;

namespace Claviger.Gateway.Relay;

/// <summary>
/// Reads usage beside a message stream: fed with the bytes as they pass, in pieces of any size, it changes none of them.
/// One thread at a time; <see cref="Reset"/> makes it ready for the next stream. Events that lie whole in a piece are read
/// where they lie; only torn ones are copied, up to a cap, and content events allocate nothing.
/// </summary>
public sealed class SseUsageReader
{
    /// <summary>Enough of an uninteresting line to tell which field it is.</summary>
    private const int FieldCap = 256;

    private const int FirstBuffer = 4 * 1024;

    private readonly StreamedMessage _message = new();
    private CappedBytes _line; // a line whose end has not come yet
    private CappedBytes _data; // data lines of the event that is not over yet
    private bool _hasData;
    private bool _skipLineFeed; // the last piece ended between CR and, maybe, LF
    private SseEventKind _kind;

    /// <summary>A readable <c>message_start</c> came: input is known.</summary>
    public bool SawStart => _message.SawStart;

    /// <summary>A <c>message_delta</c> with output tokens came. See <see cref="IsFinal"/> for whether more may follow.</summary>
    public bool SawFinalUsage => _message.SawFinalUsage;

    /// <summary><c>message_stop</c> came.</summary>
    public bool SawStop => _message.SawStop;

    /// <summary>An <c>error</c> event came: upstream ends the stream and bills what it has produced.</summary>
    public bool SawError => _message.SawError;

    /// <summary>The last counts are there; a client that leaves now costs nothing more.</summary>
    public bool IsFinal => _message.IsFinal;

    /// <summary>UTF-8 bytes of text, tool input and thinking so far, decoded; an upper bound where an event was too long or too odd to parse.</summary>
    public long VisibleOutputBytes => _message.VisibleOutputBytes;

    /// <inheritdoc cref="StreamedMessage.OutputBound"/>
    public long OutputBound => _message.OutputBound;

    /// <inheritdoc cref="StreamedMessage.HidesOutput"/>
    public bool HidesOutput => _message.HidesOutput;

    /// <summary>The model that answers, as <c>message_start</c> names it.</summary>
    public string? Model => _message.Model;

    /// <summary>The code container that the answer runs in, once known.</summary>
    public string? ContainerId => _message.ContainerId;

    /// <summary>Files that tools made, in events that have ended since the last call. Null, and nothing allocated, when there are none.</summary>
    public IReadOnlyList<string>? TakeFileIds() => _message.TakeFileIds();

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_skipLineFeed && !piece.IsEmpty)
        {
            _skipLineFeed = false;
            if (piece[0] == (byte)'\n') piece = piece[1..];
        }

        while (!piece.IsEmpty)
        {
            if (_line.Length == 0 && !_hasData && _kind == SseEventKind.Unnamed && TryUsualDelta(ref piece)) continue;

            var end = piece.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                _line.Append(piece, LineCap);
                return;
            }

            var line = piece[..end];
            piece = AfterLineEnd(piece[end..]);
            if (_line.Length > 0)
            {
                _line.Append(line, LineCap);
                Line(_line.Kept, _line.Length);
                _line.Clear();
            }
            else if (!_hasData && !piece.IsEmpty && piece[0] is (byte)'\n' or (byte)'\r' && line.StartsWith("data:"u8))
            {
                var value = Value(line, "data:".Length);
                _message.On(_kind, value, value.Length); // the whole event is here: no copy
                _kind = SseEventKind.Unnamed;
                piece = AfterLineEnd(piece);
            }
            else
            {
                Line(line, line.Length);
            }
        }
    }

    /// <summary>The body is over. An event that lacks only its blank line still counts; one torn inside doesn't.</summary>
    public void End()
    {
        if (_line.Length > 0) Line(_line.Kept, _line.Length);
        if (_hasData) _message.On(_kind, _data.Kept, _data.Length, isTorn: true);
        ForgetEvent();
        _line.Clear();
        _skipLineFeed = false;
    }

    /// <summary>What upstream counted, once <see cref="IsFinal"/>.</summary>
    public bool TryUsage(out ReportedUsage usage) => _message.TryFinal(out usage);

    /// <summary>
    /// The usage to charge when the stream ended early: what upstream counted if that came, else the input of
    /// <c>message_start</c> and a bound of the output that upstream's bill cannot pass.
    /// </summary>
    /// <param name="maxTokens">The request's <c>max_tokens</c>.</param>
    /// <param name="outputMayBeHidden">
    /// The output's bytes don't bound its tokens: the request allows thinking, or the connection broke (instead of an error
    /// event), so that upstream may have produced what never came. Then the bound is <paramref name="maxTokens"/>.
    /// </param>
    /// <returns>
    /// False where this stream bounds nothing: it never began, its counts are unreadable, or upstream worked by itself in between
    /// (server tools, compaction, fallback), which adds input. Then the worst case stands.
    /// </returns>
    public bool TryUsageIfCut(long maxTokens, bool outputMayBeHidden, out ReportedUsage usage) =>
        _message.TryIfCut(maxTokens, outputMayBeHidden, out usage);

    public void Reset()
    {
        _message.Clear();
        ForgetEvent();
        _line.Clear();
        _line.Shrink(StreamedMessage.ContentCap);
        _data.Shrink(StreamedMessage.ContentCap);
        _skipLineFeed = false;
    }

    /// <summary>The bulk of every stream in one pass: a content delta in the usual spelling that lies whole in the piece. Whatever is different takes the long way.</summary>
    private bool TryUsualDelta(ref ReadOnlySpan<byte> piece)
    {
        if (!piece.StartsWith("event: content_block_delta\ndata: "u8)) return false;
        var data = piece["event: content_block_delta\ndata: ".Length..];
        if (!ContentDelta.TryUsual(data, out var delta, out var length) || length > StreamedMessage.ContentCap || !data[length..].StartsWith("\n\n"u8)) return false;
        _message.On(delta);
        piece = data[(length + 2)..];
        return true;
    }

    private int LineCap => Cap + "data: ".Length;

    private int Cap => _kind switch
    {
        SseEventKind.BlockDelta => StreamedMessage.ContentCap,
        // A tool's result starts with all it printed, and names its files after that.
        SseEventKind.Unnamed or SseEventKind.BlockStart or SseEventKind.MessageStart or SseEventKind.MessageDelta => StreamedMessage.EventCap,
        _ => FieldCap,
    };

    /// <param name="line">Without its end; what was kept of it.</param>
    private void Line(ReadOnlySpan<byte> line, long length)
    {
        if (length == 0)
        {
            if (_hasData) _message.On(_kind, _data.Kept, _data.Length);
            ForgetEvent();
        }
        else if (line.StartsWith("event:"u8))
        {
            _kind = SseEventNames.KindOf(Value(line, "event:".Length));
        }
        else if (line.StartsWith("data:"u8))
        {
            if (_hasData) _data.Append("\n"u8, Cap);
            _hasData = true;
            var value = Value(line, "data:".Length);
            _data.Append(value, Cap);
            _data.AddLost(length - line.Length);
        }
    }

    private void ForgetEvent()
    {
        _kind = SseEventKind.Unnamed;
        _hasData = false;
        _data.Clear();
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, int start) =>
        line.Length > start && line[start] == (byte)' ' ? line[(start + 1)..] : line[start..];

    private ReadOnlySpan<byte> AfterLineEnd(ReadOnlySpan<byte> fromEnd)
    {
        if (fromEnd[0] == (byte)'\n') return fromEnd[1..];
        if (fromEnd.Length == 1) _skipLineFeed = true;
        return fromEnd.Length > 1 && fromEnd[1] == (byte)'\n' ? fromEnd[2..] : fromEnd[1..];
    }

    /// <summary>Bytes kept up to a cap, and counted beyond it.</summary>
    private struct CappedBytes
    {
        private byte[]? _bytes;
        private int _kept;

        public long Length { get; private set; }

        public readonly ReadOnlySpan<byte> Kept => _bytes.AsSpan(0, _kept);

        public void Append(ReadOnlySpan<byte> more, int cap)
        {
            var room = _kept == Length ? Math.Max(0, cap - _kept) : 0; // nothing after a gap
            Length += more.Length;
            if (more.Length > room) more = more[..room];
            if (more.IsEmpty) return;
            if (_bytes is null || _bytes.Length < _kept + more.Length) Array.Resize(ref _bytes, Math.Max(FirstBuffer, (_kept + more.Length) * 2));
            more.CopyTo(_bytes.AsSpan(_kept));
            _kept += more.Length;
        }

        public void AddLost(long bytes) => Length += bytes;

        public void Clear() => (_kept, Length) = (0, 0);

        public void Shrink(int largest)
        {
            if (_bytes?.Length > largest) _bytes = null;
        }
    }
}
