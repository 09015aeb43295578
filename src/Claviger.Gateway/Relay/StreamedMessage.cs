using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Gateway.Relay;

/// <summary>What the events of one message stream add up to. Counts are cumulative upstream, so later ones replace earlier ones.</summary>
internal sealed class StreamedMessage
{
    /// <summary>
    /// Tokens that a content block may cost beside the bytes it shows: its frame, and a tool call's syntax (unverified; the largest
    /// tool frame we can think of is well below).
    /// </summary>
    private const long FrameTokensPerBlock = 64;

    /// <summary>Content events longer than this are bounded by their length instead of being parsed.</summary>
    public const int ContentCap = 64 * 1024;

    /// <summary>The longest event that is parsed. A message's first and last event are far below; a longer one makes the usage unreadable.</summary>
    public const int EventCap = 1024 * 1024;

    private UsageObject _usage;
    private long _firstOutput;
    private long _frameBound;
    private bool _hasStopReason;
    private bool _isUnreadable;
    private bool _hidesOutput;
    private bool _didServerWork;
    private List<string>? _fileIds; // since the last TakeFileIds; null when none

    public bool SawStart { get; private set; }
    public bool SawFinalUsage { get; private set; }
    public bool SawStop { get; private set; }
    public bool SawError { get; private set; }
    public long VisibleOutputBytes { get; private set; }
    public string? Model { get; private set; }
    public string? ContainerId { get; private set; }

    /// <summary>Nothing more will be counted: the last counts came with a reason to stop, or the stream said it stopped.</summary>
    public bool IsFinal => SawFinalUsage && (_hasStopReason || SawStop) && !_isUnreadable;

    public void Clear()
    {
        (_usage, _firstOutput, _frameBound, VisibleOutputBytes) = (default, 0, 0, 0);
        (_hasStopReason, _isUnreadable, _hidesOutput, _didServerWork) = (false, false, false, false);
        (SawStart, SawFinalUsage, SawStop, SawError) = (false, false, false, false);
        (Model, ContainerId, _fileIds) = (null, null, null);
    }

    /// <inheritdoc cref="SseUsageReader.TakeFileIds"/>
    public IReadOnlyList<string>? TakeFileIds()
    {
        var taken = _fileIds;
        _fileIds = null;
        return taken;
    }

    /// <param name="data">The event's data, or what was kept of it.</param>
    /// <param name="length">The data's true length; larger than the data's when a cap cut it.</param>
    /// <param name="isTorn">The body ended inside this event: what can't be parsed is just not there.</param>
    public void On(SseEventKind kind, ReadOnlySpan<byte> data, long length, bool isTorn = false)
    {
        if (kind == SseEventKind.Unnamed) kind = TypeOf(data.Length > EventCap ? data[..EventCap] : data, length > EventCap, isTorn);
        switch (kind)
        {
            case SseEventKind.BlockDelta:
                Delta(data, length);
                break;
            case SseEventKind.BlockStart:
                BlockStart(data.Length > ContentCap ? data[..ContentCap] : data, length);
                if (!isTorn) ToolFiles.AddOfBlockStart(data, ref _fileIds);
                break;
            case SseEventKind.MessageStart:
            case SseEventKind.MessageDelta:
                if (length > EventCap || !TryMeter(kind, data)) _isUnreadable |= !isTorn;
                break;
            case SseEventKind.MessageStop:
                SawStop = true;
                break;
            case SseEventKind.Error:
                SawError = true;
                break;
        }
    }

    public void On(ContentDelta delta)
    {
        VisibleOutputBytes += delta.VisibleBytes;
        _hidesOutput |= delta.HidesOutput;
    }

    /// <summary>No more tokens than this were shown so far: every token shows at least one byte.</summary>
    public long OutputBound => Math.Max(_usage.OutputTokens ?? 0, _firstOutput + VisibleOutputBytes + _frameBound);

    /// <summary>Some output is not shown, so that nothing bounds it but <c>max_tokens</c>.</summary>
    public bool HidesOutput => _hidesOutput || _didServerWork || _isUnreadable;

    public bool TryFinal(out ReportedUsage usage)
    {
        usage = IsFinal && _usage.IsWhole ? _usage.ToReported(Model) : default;
        return IsFinal && _usage.IsWhole;
    }

    public bool TryIfCut(long maxTokens, bool outputMayBeHidden, out ReportedUsage usage)
    {
        if (TryFinal(out usage)) return true;
        if (!SawStart || _isUnreadable || _didServerWork || _usage.HasIterations) return false;

        var counted = _usage.OutputTokens ?? 0;
        var bound = outputMayBeHidden || _hidesOutput ? maxTokens : Math.Min(maxTokens, OutputBound);
        usage = _usage.ToReported(Model);
        usage = usage with { Message = usage.Message with { OutputTokens = Math.Min(TokenUsage.LargestCount, Math.Max(counted, bound)) } };
        return true;
    }

    private void Delta(ReadOnlySpan<byte> data, long length)
    {
        if (length > ContentCap)
        {
            VisibleOutputBytes += length;
            return;
        }

        On(ContentDelta.Of(data));
    }

    private void BlockStart(ReadOnlySpan<byte> data, long length)
    {
        _frameBound += length + FrameTokensPerBlock;
        switch (StreamJson.BlockTypeOf(data))
        {
            case StreamJson.Block.Plain:
                break;
            case StreamJson.Block.Thinking:
                _hidesOutput = true;
                break;
            default: // upstream works between blocks: input grows too, and no event before the last says by how much
                _didServerWork = true;
                break;
        }
    }

    private bool TryMeter(SseEventKind kind, ReadOnlySpan<byte> data)
    {
        try
        {
            return kind == SseEventKind.MessageStart ? TryStart(data) : TryDelta(data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // not JSON; half a surrogate pair
        {
            return false;
        }
    }

    private bool TryStart(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (UsageObject.Next(ref reader))
        {
            if (!UsageObject.Is(ref reader, "message"u8))
            {
                reader.Skip();
                continue;
            }

            if (!MessageObject.TryRead(ref reader, out var message)) return false;
            (_usage, Model, ContainerId, SawStart) = (message.Usage, message.Model, message.ContainerId, true);
            _firstOutput = message.Usage.OutputTokens ?? 0;
        }

        return SawStart;
    }

    private bool TryDelta(ReadOnlySpan<byte> data)
    {
        if (!StreamJson.TryReadMessageDelta(data, out var delta)) return false;
        _hasStopReason |= delta.HasStopReason;
        ContainerId = delta.ContainerId ?? ContainerId;
        if (!delta.HasUsage) return true;

        _usage.Replace(delta.Usage);
        SawFinalUsage |= delta.Usage.OutputTokens is not null;
        return true;
    }

    private SseEventKind TypeOf(ReadOnlySpan<byte> data, bool isCut, bool isTorn)
    {
        var kind = StreamJson.TypeOf(data);
        _isUnreadable |= kind == SseEventKind.Unnamed && isCut && !isTorn; // it may have been the last count
        return kind;
    }
}
