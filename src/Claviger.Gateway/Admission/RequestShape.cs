using System.Runtime.InteropServices;

namespace Claviger.Gateway.Admission;

/// <summary>
/// What one pass over a Messages body learned: everything that price, permission and ownership depend on, and no prompt text.
/// Pooled: one request at a time, reset and filled by the inspector, no allocation for an ordinary body.
/// Where a body leaves room for doubt, counts are too high, never too low.
/// </summary>
public sealed partial class RequestShape
{
    public BodySlice Model { get; internal set; }

    /// <summary>Null only for count_tokens. 0 means cache pre-warming.</summary>
    public long? MaxTokens { get; internal set; }

    public bool Stream { get; internal set; }

    public int MessageCount { get; internal set; }

    /// <summary>Some <c>cache_control</c> writes the 5-minute cache.</summary>
    public bool CachesFor5m { get; internal set; }

    /// <summary>Some <c>cache_control</c> writes the 1-hour cache, or asks for a time we don't know.</summary>
    public bool CachesFor1h { get; internal set; }

    /// <summary>
    /// Bytes of names, values and punctuation that may become prompt text, escapes as written, white space and
    /// <see cref="PayloadBytes"/> left out. A token stands for at least one byte of it.
    /// </summary>
    public long TextBytes { get; internal set; }

    /// <summary>Base64 characters of inline images and PDFs, which count by image and page, not by byte.</summary>
    public long PayloadBytes { get; internal set; }

    public int ImagesInline { get; internal set; }
    public int ImagesByUrl { get; internal set; }
    public int ImagesByFile { get; internal set; }
    public int Images => ImagesInline + ImagesByUrl + ImagesByFile;

    public int PdfsInline { get; internal set; }
    public int DocumentsByUrl { get; internal set; }
    public int DocumentsByFile { get; internal set; }

    /// <summary>Documents given as text or as content blocks: their bytes are in <see cref="TextBytes"/>.</summary>
    public int DocumentsAsText { get; internal set; }

    /// <summary>Sources of a kind we don't know, or in a place where we don't know what upstream makes of them.</summary>
    public int UnknownSources { get; internal set; }

    /// <summary>Bytes and image counts don't bound this input: only the model's context window does. Says nothing of what server tools and MCP servers add.</summary>
    public bool NeedsWholeWindow => UnknownSources + PdfsInline + DocumentsByUrl + DocumentsByFile > 0;

    public int ToolCount { get; internal set; }
    public bool HasMcpServers { get; internal set; }
    public RequestedToolChoice ToolChoice { get; internal set; }
    public RequestedTier ServiceTier { get; internal set; }
    public RequestedSpeed Speed { get; internal set; }
    public RequestedGeo Geo { get; internal set; }

    /// <summary>The text behind <see cref="Geo"/>; empty when absent.</summary>
    public BodySlice GeoText { get; internal set; }

    /// <summary>Thinking of any kind but <c>disabled</c>.</summary>
    public bool ThinkingEnabled { get; internal set; }

    /// <summary>The largest <c>max_tokens</c> that a fallback sets for itself, if one does.</summary>
    public long? FallbackMaxTokens { get; internal set; }

    /// <summary>A fallback sets its own speed, tier or geography: take the dearest.</summary>
    public bool FallbackChangesRate { get; internal set; }

    /// <summary>A fallback names a geography of its own.</summary>
    public bool FallbackChangesGeo { get; internal set; }

    /// <summary>The id of a container to be reused: it must belong to the workspace. Empty when absent.</summary>
    public BodySlice ContainerId { get; internal set; }

    public BodySlice UserProfileId { get; internal set; }

    /// <summary><c>metadata.user_id</c>; empty when absent or too long to be one (over 4,096 bytes).</summary>
    public BodySlice UserId { get; internal set; }

    public ReadOnlySpan<TypedTool> TypedTools => CollectionsMarshal.AsSpan(TypedToolList);

    /// <summary>Models besides <see cref="Model"/> that may do work and be billed: fallbacks, tools with a model of their own, and the like.</summary>
    public ReadOnlySpan<BodySlice> OtherModels => CollectionsMarshal.AsSpan(OtherModelList);

    public ReadOnlySpan<SkillReference> Skills => CollectionsMarshal.AsSpan(SkillList);

    /// <summary>Every file the request refers to, in order, repeats included; each must belong to the workspace.</summary>
    public ReadOnlySpan<BodySlice> FileIds => CollectionsMarshal.AsSpan(FileIdList);

    /// <param name="body">The body this shape was made from.</param>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> body, BodySlice slice) =>
        (slice.Unescaped ? _unescaped : body).Slice(slice.Offset, slice.Length);
}
