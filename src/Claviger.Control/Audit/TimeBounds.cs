using Claviger.Control.Http;

namespace Claviger.Control.Audit;

/// <summary>Anthropic's <c>created_at.gte</c>, <c>.gt</c>, <c>.lte</c>, <c>.lt</c> as a span of whole milliseconds.</summary>
/// <param name="FromMs">Inclusive; <paramref name="ToMs"/> exclusive.</param>
internal sealed record TimeBounds(long? FromMs, long? ToMs)
{
    private static readonly string[] Names = ["gte", "gt", "lte", "lt"];

    public static Parameter[] Parameters { get; } = [.. Names.Select(name => Parameter.Time("created_at." + name))];

    public static TimeBounds Read(AdminQuery query)
    {
        var times = Names.Select(name => query.Time("created_at." + name)).ToArray();
        if (times[0] is not null && times[1] is not null) query.Blame("created_at.gt", "can't go with created_at.gte");
        if (times[2] is not null && times[3] is not null) query.Blame("created_at.lt", "can't go with created_at.lte");
        return new TimeBounds(Ceiling(times[0]) ?? After(times[1]), After(times[2]) ?? Ceiling(times[3]));
    }

    private static long? After(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() + 1;

    private static long? Ceiling(DateTimeOffset? time) => time is { } at ? at.ToUnixTimeMilliseconds() + (at.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1) : null;
}
