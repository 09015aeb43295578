namespace Claviger.Storage.Alerts;

internal static class AlertTimes
{
    public static DateTimeOffset Of(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static DateTimeOffset? Of(long? ms) => ms is { } at ? Of(at) : null;
}
