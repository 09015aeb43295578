using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>
/// One walk over one Messages object, token by token:
/// 1. names: unescaped, recognised, refused when given twice; 2. values: checked against what their field may be, then noted;
/// 3. containers: placed by their parents when they open, judged when they close.
/// Stops at the first fault. Malformed text alone ends in a <see cref="JsonException"/>, caught by the two inspectors.
/// </summary>
internal ref partial struct BodyWalk
{
    private readonly InspectionLimits _limits;
    private readonly RequestShape _shape;
    private readonly ReadOnlySpan<byte> _body;
    private readonly Frame[] _frames;
    private int _open;

    /// <summary>The top-level property that the walk is under.</summary>
    private Field _branch;

    private long _textBytes;

    /// <summary>The batch inspector moves it between lines; a walk starts on an opening brace and ends on the closing one.</summary>
    public Utf8JsonReader Reader;

    /// <summary>Meaningful once a step has returned false.</summary>
    public InspectionResult Fault { get; private set; }

    /// <param name="containersAround">How deep the Messages object stands within the body.</param>
    public BodyWalk(ReadOnlySpan<byte> body, RequestShape shape, InspectionLimits limits, int containersAround)
    {
        _body = body;
        _shape = shape;
        _limits = limits;
        Fault = new InspectionResult(InspectionFault.Truncated, body.Length, ""); // refused until proven otherwise
        shape.MakeRoomForDepth(limits.MaxDepth);
        _frames = shape.Frames;
        // Not final: an unfinished body is then an answer of the reader and not an exception. One level more than allowed, so that
        // too deep is told from malformed.
        Reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions
        {
            MaxDepth = limits.MaxDepth + containersAround + 1,
        }));
    }

    /// <summary>Byte offset of the current token.</summary>
    public readonly int Position => (int)Reader.TokenStartIndex;

    /// <summary>The reader stands on the opening brace. False: see <see cref="Fault"/>.</summary>
    public bool Run()
    {
        _frames[0] = new Frame { Place = Place.Root };
        _open = 1;
        _textBytes = 2;
        while (Reader.Read())
        {
            _textBytes += Reader.ValueSpan.Length + 3; // quotes and a comma or colon: at most one byte too many
            switch (Reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    if (!Name()) return false;
                    break;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    if (!Open(Reader.TokenType == JsonTokenType.StartArray)) return false;
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    if (!Close()) return false;
                    if (_open == 0) return true;
                    break;
                default:
                    if (!Scalar()) return false;
                    break;
            }
        }

        return Fail(InspectionFault.Truncated);
    }

    /// <summary>Walks over one value that governs nothing, with the checks that hold for all text. The reader stands on its first token.</summary>
    public bool Skip()
    {
        var depth = Reader.CurrentDepth;
        do
        {
            if (Reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && Reader.CurrentDepth >= _limits.MaxDepth)
                return Fail(InspectionFault.TooDeep);
            if (HoldsLoneSurrogate()) return Fail(InspectionFault.LoneSurrogate);
            if (Reader.CurrentDepth == depth && Reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return true;
        }
        while (Reader.Read());
        return Fail(InspectionFault.Truncated);
    }

    public readonly bool HoldsLoneSurrogate() =>
        Reader.ValueIsEscaped && Reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && Escapes.HasLoneSurrogate(Reader.ValueSpan);

    /// <summary>Nothing but white space may follow the reader's position.</summary>
    public bool IsAtEnd()
    {
        var rest = _body[(int)Reader.BytesConsumed..];
        var white = rest.IndexOfAnyExcept(" \t\r\n"u8);
        return white < 0 || FailAt(InspectionFault.TrailingData, "", (int)Reader.BytesConsumed + white);
    }

    public bool Fail(InspectionFault fault, Field field = Field.Unknown) => FailAt(fault, field.Text(), Position);

    public bool FailAt(InspectionFault fault, string field, int position)
    {
        Fault = new InspectionResult(fault, position, field);
        return false;
    }

    private bool Open(bool isArray)
    {
        if (_open >= _limits.MaxDepth) return Fail(InspectionFault.TooDeep);
        ref var parent = ref Top;
        if (!parent.IsArray && !Allows(parent, isArray ? Want.Array : Want.Object)) return false;

        var place = Places.Child(parent, isArray);
        if (place == Place.Fallbacks ? !isArray : parent.Place == Place.Fallbacks && isArray)
            return Fail(InspectionFault.FallbackWithoutModel, Field.Fallbacks);
        if (parent.Property == Field.Source && !parent.IsArray && place == Place.Elsewhere) _shape.UnknownSources++;
        if (parent.Place == Place.McpServers) _shape.HasMcpServers = true;
        if (parent.Place == Place.Block && parent.Property == Field.Input && parent.Type == TypeWord.Absent)
            (parent.InputFilesFrom, parent.InputUnknownFrom) = (_shape.FileIdList.Count, _shape.UnknownSources);

        _frames[_open++] = new Frame { Place = place, IsArray = isArray };
        return true;
    }

    private bool Allows(in Frame parent, Want kind)
    {
        var want = Wants.Of(parent.Place, parent.Property, _limits.MaxTokensRequired);
        return want == Want.Anything || (want & kind) != 0 || Fail(want.Fault(), parent.Property);
    }

    private readonly ref Frame Top
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _frames[_open - 1];
    }
}
