namespace Claviger.Gateway.Admission;

/// <summary>Property names: what they are once unescaped, and whether they came before.</summary>
internal ref partial struct BodyWalk
{
    private bool Name()
    {
        ref var frame = ref Top;
        var name = Reader.ValueSpan;
        var field = Field.Unknown;
        BodySlice copy = default;
        if (!Reader.ValueIsEscaped)
        {
            field = Fields.Of(name);
        }
        else
        {
            if (Escapes.HasLoneSurrogate(name)) return Fail(InspectionFault.LoneSurrogate);
            // An escape is at most six times as long as its character: a longer name is none of ours.
            if (name.Length <= 6 * (frame.Place == Place.Root ? _limits.MaxNameBytes : Fields.LongestName))
            {
                copy = _shape.Unescape(ref Reader);
                name = _shape.Read(_body, copy);
                field = Fields.Of(name);
            }
        }

        frame.Property = field;
        if (frame.Place == Place.Root)
        {
            _branch = field;
            if (field == Field.Unknown) return Remember(name, copy);
        }

        if (copy.Unescaped) _shape.Forget(copy);
        if (field == Field.Unknown) return true;

        var bit = 1UL << (int)field;
        if ((frame.Seen & bit) != 0) return Fail(InspectionFault.DuplicateProperty, field);
        frame.Seen |= bit;
        return true;
    }

    private bool Remember(ReadOnlySpan<byte> name, BodySlice copy)
    {
        if (name.Length > _limits.MaxNameBytes) return Fail(InspectionFault.PropertyNameTooLong);
        var names = _shape.NameList;
        if (names.Count >= _limits.MaxTopLevelProperties) return Fail(InspectionFault.TooManyProperties);
        foreach (var earlier in names)
        {
            if (earlier.Length == name.Length && _shape.Read(_body, earlier).SequenceEqual(name))
                return Fail(InspectionFault.DuplicateProperty);
        }

        names.Add(copy.Unescaped ? copy : new BodySlice(Position + 1, name.Length, Unescaped: false));
        return true;
    }
}
