using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>Strings as slices, numbers as integers, within their bounds.</summary>
internal ref partial struct BodyWalk
{
    /// <summary>The current string, whatever its length.</summary>
    private BodySlice Slice() => Reader.ValueIsEscaped
        ? _shape.Unescape(ref Reader)
        : new BodySlice(Position + 1, Reader.ValueSpan.Length, Unescaped: false);

    /// <summary>The current string, as an identifier: bounded, so that hostile bodies can't fill the unescaped copies.</summary>
    private bool NameValue(Field field, out BodySlice slice)
    {
        slice = default;
        if (Reader.TokenType != JsonTokenType.String) return true;
        if (Reader.ValueSpan.Length > 6 * _limits.MaxNameBytes) return Fail(InspectionFault.StringTooLong, field);
        slice = Slice();
        return slice.Length <= _limits.MaxNameBytes || Fail(InspectionFault.StringTooLong, field);
    }

    /// <summary>Digits only: forms such as 1e3 or 5.0 are read differently by different parsers. Null stays null.</summary>
    private bool Integer(Field field, out long? value)
    {
        value = null;
        if (Reader.TokenType == JsonTokenType.Null) return true;
        var digits = Reader.ValueSpan;
        var isNegative = digits[0] == (byte)'-';
        if (isNegative) digits = digits[1..];
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return Fail(InspectionFault.NotAnInteger, field);
        if (isNegative) return Fail(InspectionFault.NumberNegative, field);
        if (digits.Length > 18) return Fail(InspectionFault.NumberTooLarge, field); // the reader refuses leading zeros

        var sum = 0L;
        foreach (var digit in digits) sum = sum * 10 + (digit - '0');
        if (sum > _limits.MaxInteger) return Fail(InspectionFault.NumberTooLarge, field);
        value = sum;
        return true;
    }

    /// <summary>A fallback given by its bare name.</summary>
    private bool FallbackName()
    {
        if (Reader.TokenType != JsonTokenType.String) return Fail(InspectionFault.FallbackWithoutModel, Field.Fallbacks);
        if (!NameValue(Field.Fallbacks, out var model)) return false;
        if (model.IsEmpty) return Fail(InspectionFault.EmptyString, Field.Fallbacks);
        _shape.OtherModelList.Add(model);
        return true;
    }

    private bool FallbackMaxTokens()
    {
        if (!Integer(Field.MaxTokens, out var tokens)) return false;
        if (tokens is { } asked) _shape.FallbackMaxTokens = Math.Max(_shape.FallbackMaxTokens ?? 0, asked);
        return true;
    }

    private readonly bool Is(BodySlice text, ReadOnlySpan<byte> word) => _shape.Read(_body, text).SequenceEqual(word);
}
