namespace Claviger.Gateway.Admission;

/// <summary>
/// A string value of a body, as UTF-8 without quotes. Points into the body, or, when the caller wrote it with escapes, into the
/// unescaped copy that the <see cref="RequestShape"/> keeps: read it with <see cref="RequestShape.Read"/>. Good until the shape is reset.
/// </summary>
public readonly record struct BodySlice(int Offset, int Length, bool Unescaped)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>A tool with a type of its own (server tools, Anthropic's client tools); plain custom tools are only counted.</summary>
/// <param name="MaxUses">Null when the request sets no bound.</param>
public readonly record struct TypedTool(BodySlice Type, BodySlice Name, long? MaxUses);

/// <summary>A skill of <c>container.skills</c>. Anthropic's own need no owner; every other must belong to the workspace.</summary>
public readonly record struct SkillReference(BodySlice Id, bool MadeByAnthropic);
