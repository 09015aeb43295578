namespace Claviger.Cli.Output;

/// <summary>Colours of the words that say whether a key or workspace works.</summary>
internal static class StatusTone
{
    public static Cell Of(string status) => new(status, status switch
    {
        "active" => Tone.Good,
        "inactive" => Tone.Caution,
        "expired" => Tone.Bad,
        "archived" => Tone.Faint,
        _ => Tone.Plain,
    });
}
