using System.Globalization;
using Claviger.Console.Parts;
using Claviger.Core.Contracts;

namespace Claviger.Console.Rotation;

internal static class RotationText
{
    private const long Hour = 3_600;
    private const long Day = 24 * Hour;

    public static IReadOnlyList<(string Title, string Path)> Tabs(bool sinks) => sinks
        ? [("Calendar", "/settings/rotation"), ("Policies", "/settings/rotation/policies"), ("Sinks", "/settings/rotation/sinks")]
        : [("Calendar", "/settings/rotation"), ("Policies", "/settings/rotation/policies")];

    public static string Status(string status) => status switch
    {
        "due_soon" => "due soon",
        "ok" => "in time",
        "none" => "no secret",
        _ => status,
    };

    public static string? Tone(string status) => status switch
    {
        "ok" => "ok",
        "due_soon" => "warn",
        _ => "bad",
    };

    public static string Scope(string type) => type switch
    {
        "api_key" => "key",
        _ => type,
    };

    public static string Kind(string kind) => kind switch
    {
        "file" => "File",
        "command" => "Command",
        "webhook" => "Webhook",
        "vault" => "Vault",
        "kubernetes" => "Kubernetes",
        _ => kind,
    };

    /// <summary>Whole days in days, all else in hours.</summary>
    public static string Overlap(long seconds) => seconds % Day == 0 ? TimeText.Days((int)(seconds / Day)) : $"{(seconds / Hour).ToString(CultureInfo.InvariantCulture)} hours";

    /// <summary>As the form takes it back: 7, or 12h.</summary>
    public static string OverlapField(long seconds) => (seconds % Day == 0 ? seconds / Day : seconds / Hour).ToString(CultureInfo.InvariantCulture) + (seconds % Day == 0 ? "" : "h");

    /// <returns>Null: it is neither.</returns>
    public static long? Seconds(string overlap)
    {
        var (digits, unit) = overlap[^1] is 'h' or 'H' ? (overlap[..^1].TrimEnd(), Hour) : (overlap, Day);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number * unit : null;
    }

    /// <summary>Where a sink puts secrets, in a line.</summary>
    public static string Place(SecretSinkView sink) => sink.Kind switch
    {
        "file" => sink.Settings.Path ?? "",
        "command" => sink.Settings.Command ?? "",
        "vault" => $"{sink.Settings.Url}/{sink.Settings.Mount}/{sink.Settings.Path}",
        "kubernetes" => $"{sink.Settings.Namespace}/{sink.Settings.SecretName}",
        _ => sink.Settings.Url ?? "",
    };

    public static string Delivery(SecretDeliveryView delivery) => delivery.State switch
    {
        "in_doubt" => "in doubt",
        _ => delivery.State,
    };
}
