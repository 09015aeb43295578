namespace Claviger.Cli.Output;

/// <summary>A column of a <see cref="ListTable"/>.</summary>
/// <param name="Header">Upper case.</param>
/// <param name="Right">Numbers.</param>
/// <param name="MayShrink">Its text may be cut with an ellipsis, on a terminal that is too narrow.</param>
/// <param name="DropsAt">Left out on a terminal that is too narrow, lowest number first; 0: never.</param>
internal sealed record Column(string Header, bool Right = false, bool MayShrink = false, int DropsAt = 0);
