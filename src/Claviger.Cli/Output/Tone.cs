namespace Claviger.Cli.Output;

/// <summary>What a piece of text means; <see cref="Screen"/> gives it a colour, or none.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Caution,
    Bad,
}
