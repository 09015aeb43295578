using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>The buffers behind the shape: written by the inspector alone, kept between requests.</summary>
public sealed partial class RequestShape
{
    /// <summary>Entries and bytes kept between requests; what a larger body made is given back.</summary>
    private const int KeptEntries = 1024, KeptBytes = 16 * 1024;

    private byte[] _unescaped = new byte[1024];
    private int _unescapedBytes;

    internal List<TypedTool> TypedToolList { get; } = new(16);
    internal List<BodySlice> OtherModelList { get; } = new(4);
    internal List<SkillReference> SkillList { get; } = new(8);
    internal List<BodySlice> FileIdList { get; } = new(16);

    /// <summary>Unknown top-level names met so far, for the search for duplicates.</summary>
    internal List<BodySlice> NameList { get; } = new(32);

    internal Frame[] Frames { get; private set; } = new Frame[72];

    public void Reset()
    {
        (Model, GeoText, ContainerId, UserProfileId, UserId) = (default, default, default, default, default);
        (MaxTokens, FallbackMaxTokens) = (null, null);
        (Stream, CachesFor5m, CachesFor1h, HasMcpServers, ThinkingEnabled, FallbackChangesRate, FallbackChangesGeo) = (false, false, false, false, false, false, false);
        (TextBytes, PayloadBytes) = (0, 0);
        (MessageCount, ToolCount, UnknownSources) = (0, 0, 0);
        (ImagesInline, ImagesByUrl, ImagesByFile) = (0, 0, 0);
        (PdfsInline, DocumentsByUrl, DocumentsByFile, DocumentsAsText) = (0, 0, 0, 0);
        (ToolChoice, ServiceTier, Speed, Geo) = (default, default, default, default);
        Empty(TypedToolList);
        Empty(OtherModelList);
        Empty(SkillList);
        Empty(FileIdList);
        Empty(NameList);
        _unescapedBytes = 0;
        if (_unescaped.Length > KeptBytes) _unescaped = new byte[1024];
    }

    /// <summary>Keeps the unescaped form of the reader's string. The caller has made sure that it holds no lone surrogate.</summary>
    internal BodySlice Unescape(ref Utf8JsonReader reader)
    {
        var longest = reader.ValueSpan.Length; // an escape is never shorter than what it stands for
        if (_unescaped.Length - _unescapedBytes < longest)
            Array.Resize(ref _unescaped, Math.Max(_unescaped.Length * 2, _unescapedBytes + longest));

        var length = reader.CopyString(_unescaped.AsSpan(_unescapedBytes));
        var slice = new BodySlice(_unescapedBytes, length, Unescaped: true);
        _unescapedBytes += length;
        return slice;
    }

    /// <summary>Takes back the newest <see cref="Unescape"/>: the text was only wanted for a comparison.</summary>
    internal void Forget(BodySlice newest) => _unescapedBytes = newest.Offset;

    internal void MakeRoomForDepth(int depth)
    {
        if (Frames.Length <= depth) Frames = new Frame[depth + 1];
    }

    private static void Empty<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > KeptEntries) list.Capacity = 16;
    }
}
