using Claviger.Simulator;

namespace Claviger.Tests.Ledger;

/// <summary>Which thread goes on at each step where more than one could: the next of a depth-first walk over all of them, or chance.</summary>
internal sealed class Schedule
{
    private readonly List<(int Taken, int Of)> _path = [];
    private SeededGenerator _chance;
    private readonly bool _isRandom;
    private readonly int _most;
    private int _depth;
    private int _interrupted;

    private Schedule(bool isRandom, ulong seed, int most) => (_isRandom, _chance, _most) = (isRandom, new SeededGenerator(seed), most);

    /// <summary>All schedules, one after the other: <see cref="Next"/> until it is false.</summary>
    /// <param name="most">Only those that interrupt a thread which could go on so many times at most.</param>
    public static Schedule All(int most = int.MaxValue) => new(false, 0, most);

    public static Schedule Random(ulong seed) => new(true, seed, int.MaxValue);

    /// <param name="same">The one that goes on if nobody interferes; -1 when it can't. Chance mostly lets it: most bugs need few interruptions, at the right places.</param>
    public int Choose(int of, int same)
    {
        if (of == 1) return 0;
        if (_isRandom) return same >= 0 && _chance.Next(4) != 0 ? same : _chance.Next(of);
        if (same >= 0 && _interrupted == _most) return same;
        if (_depth == _path.Count) _path.Add((0, of));
        else if (_path[_depth].Of != of) throw new InvalidOperationException("The same choices had another outcome: the script depends on more than its schedule.");
        var taken = _path[_depth++].Taken;
        if (same >= 0 && taken != same) _interrupted++;
        return taken;
    }

    /// <summary>False when all were walked.</summary>
    public bool Next()
    {
        (_depth, _interrupted) = (0, 0);
        while (_path.Count > 0)
        {
            var (taken, of) = _path[^1];
            if (taken + 1 < of)
            {
                _path[^1] = (taken + 1, of);
                return true;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return false;
    }

    public override string ToString() => string.Join(",", _path.Select(choice => choice.Taken));
}
