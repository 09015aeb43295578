using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>The document around the lines of a batch. The lines themselves are walked by <see cref="BodyWalk"/> on the same reader.</summary>
internal ref struct BatchWalk
{
    /// <summary>The batch, its array and the line's object stand around <c>params</c>.</summary>
    private const int ContainersAround = 3;

    private readonly RequestShape _shape;
    private readonly BatchLineVisitor _visit;
    private readonly InspectionLimits _limits;
    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private BodyWalk _walk;

    public BatchWalk(ReadOnlySpan<byte> body, RequestShape shape, InspectionLimits limits, BatchLineVisitor visit)
    {
        (_shape, _limits, _visit) = (shape, limits, visit);
        _walk = new BodyWalk(body, shape, limits, ContainersAround);
    }

    public int Lines { get; private set; }

    public int Line { get; private set; } = -1;

    public readonly InspectionResult Fault => _walk.Fault;

    public readonly int BytesConsumed => (int)_walk.Reader.BytesConsumed;

    public bool Run()
    {
        var met = false;
        if (!Read()) return false;
        while (true)
        {
            if (!Read()) return false;
            if (_walk.Reader.TokenType == JsonTokenType.EndObject) break;
            if (!Name(out var field, out var name)) return false;
            if (_names.Count >= _limits.MaxTopLevelProperties) return Fail(InspectionFault.TooManyProperties);
            if (!_names.Add(name)) return Fail(InspectionFault.DuplicateProperty, field);
            if (!Read()) return false;
            if (field != Field.Requests)
            {
                if (!_walk.Skip()) return false;
                continue;
            }

            met = true;
            if (!Requests()) return false;
        }

        if (!met) return Fail(InspectionFault.FieldRequired, Field.Requests);
        return _walk.IsAtEnd();
    }

    private bool Requests()
    {
        if (_walk.Reader.TokenType != JsonTokenType.StartArray) return Fail(InspectionFault.NotAnArray, Field.Requests);
        while (true)
        {
            if (!Read()) return false;
            if (_walk.Reader.TokenType == JsonTokenType.EndArray) break;
            if (Lines == BatchInspector.MaxRequests) return Fail(InspectionFault.TooManyRequests, Field.Requests);
            Line = Lines;
            if (!Request()) return false;
            Lines++;
        }

        Line = -1;
        return Lines > 0 || Fail(InspectionFault.NoRequests, Field.Requests);
    }

    private bool Request()
    {
        if (_walk.Reader.TokenType != JsonTokenType.StartObject) return Fail(InspectionFault.NotAnObject, Field.Requests);
        string? customId = null;
        var (paramsOffset, paramsLength) = (-1, 0);
        while (true)
        {
            if (!Read()) return false;
            if (_walk.Reader.TokenType == JsonTokenType.EndObject) break;
            if (!Name(out var field, out _)) return false;
            if ((field == Field.CustomId && customId is not null) || (field == Field.Params && paramsOffset >= 0))
                return Fail(InspectionFault.DuplicateProperty, field);
            if (!Read()) return false;
            switch (field)
            {
                case Field.CustomId:
                    if (!CustomId(out customId)) return false;
                    break;
                case Field.Params:
                    if (_walk.Reader.TokenType != JsonTokenType.StartObject) return Fail(InspectionFault.NotAnObject, field);
                    paramsOffset = _walk.Position;
                    _shape.Reset();
                    if (!_walk.Run()) return false;
                    paramsLength = BytesConsumed - paramsOffset;
                    break;
                default:
                    if (!_walk.Skip()) return false;
                    break;
            }
        }

        if (customId is null) return Fail(InspectionFault.FieldRequired, Field.CustomId);
        if (paramsOffset < 0) return Fail(InspectionFault.FieldRequired, Field.Params);
        _visit(new BatchLine(Line, customId, _shape, paramsOffset, paramsLength));
        return true;
    }

    /// <summary>1-64 letters, digits, underscores and hyphens, unlike every other of the batch.</summary>
    private bool CustomId(out string? id)
    {
        id = null;
        if (_walk.Reader.TokenType != JsonTokenType.String) return Fail(InspectionFault.NotAString, Field.CustomId);
        if (_walk.HoldsLoneSurrogate()) return Fail(InspectionFault.LoneSurrogate, Field.CustomId);
        if (_walk.Reader.ValueSpan.Length is 0 or > 6 * 64) return Fail(InspectionFault.BadCustomId, Field.CustomId);
        id = _walk.Reader.GetString()!;
        if (id.Length is 0 or > 64) return Fail(InspectionFault.BadCustomId, Field.CustomId);
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return Fail(InspectionFault.BadCustomId, Field.CustomId);
        }

        return _customIds.Add(id) || Fail(InspectionFault.DuplicateCustomId, Field.CustomId);
    }

    /// <param name="name">Empty inside a line, where only the names of a <see cref="Field"/> matter.</param>
    private bool Name(out Field field, out string name)
    {
        (field, name) = (Field.Unknown, "");
        if (_walk.HoldsLoneSurrogate()) return Fail(InspectionFault.LoneSurrogate);
        if (_walk.Reader.ValueTextEquals("custom_id"u8)) field = Field.CustomId;
        else if (_walk.Reader.ValueTextEquals("params"u8)) field = Field.Params;
        else if (_walk.Reader.ValueTextEquals("requests"u8)) field = Field.Requests;
        if (Line >= 0) return true;
        if (_walk.Reader.ValueSpan.Length > 6 * _limits.MaxNameBytes) return Fail(InspectionFault.PropertyNameTooLong);
        name = _walk.Reader.GetString()!;
        return true;
    }

    private bool Read() => _walk.Reader.Read() || Fail(InspectionFault.Truncated);

    private bool Fail(InspectionFault fault, Field field = Field.Unknown) => _walk.Fail(fault, field);
}
