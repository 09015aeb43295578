using Claviger.Core;

namespace Claviger.Cli.Output;

/// <summary>How much of a cap is used: a bar of tenths with a number on a terminal, the number alone in a pipe. Whole numbers only, rounded down.</summary>
internal static class UsageBar
{
    private const int Width = 10;

    public static Cell Of(Money used, Money? cap, bool asBar)
    {
        if (cap is not { } most) return Cell.Faint("-");
        var percent = most == Money.Zero ? (used > Money.Zero ? 100 : 0) : (long)Int128.Min((Int128)used.Nanos * 100 / most.Nanos, 1_000);
        var filled = percent == 0 ? 0 : (int)Math.Clamp(percent / Width, 1, Width);
        var number = percent > 999 ? ">999" : percent.ToString();
        var text = asBar ? $"{new string('█', filled)}{new string('░', Width - filled)} {number,3}%" : $"{number}%";
        return new Cell(text, percent >= 100 ? Tone.Bad : percent >= 75 ? Tone.Caution : Tone.Good);
    }
}
