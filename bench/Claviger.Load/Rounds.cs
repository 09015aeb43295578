namespace Claviger.Load;

/// <summary>All measurements of a run. Comparisons are made within a round, because rounds differ more than servers do.</summary>
internal sealed class Rounds(IReadOnlyList<Measurement> all)
{
    public IEnumerable<string> ServersOf(string test) => all.Where(m => m.Test == test).Select(m => m.Server).Distinct();

    public Spread? Of(string test, string server, string number) =>
        Spread.Of(all.Where(m => m.Test == test && m.Server == server && m.Numbers.ContainsKey(number)).Select(m => m.Numbers[number]));

    /// <param name="how">Of this server's number and the other's.</param>
    public Spread? Compare(string test, string server, string other, string number, Func<double, double, double> how) => Spread.Of(
        from one in all
        from two in all
        where one.Test == test && two.Test == test && one.Round == two.Round && one.Server == server && two.Server == other
            && one.Numbers.ContainsKey(number) && two.Numbers.ContainsKey(number)
        select how(one.Numbers[number], two.Numbers[number]));
}
