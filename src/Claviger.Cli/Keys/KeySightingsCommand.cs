using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary><c>claviger keys seen</c>: from where and by which programs a key is used.</summary>
internal static class KeySightingsCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var which = KeysCommand.Key();
        return new CliCommand("seen", "Show from where and by which programs a key is used")
        {
            Arguments = { which },
            Remark = "Programs by their own words, networks as /24 or /48. Two programs on one key are two services on one key.",
            Examples = [new("Who uses this key?", "claviger keys seen prod-search")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var key = (await KeyFinder.GetAsync(client, run.Value(which))).Value;
            var seen = await client.GetAsync<ApiKeySightingList>($"api_keys/{key.Id}/sightings");
            if (run.IsJson) return run.PrintJson(seen);
            if (seen.Value.Data.Count == 0)
            {
                run.Note("This key was never used.");
                return ExitCode.Ok;
            }

            var table = new ListTable(new Column("PROGRAM", MayShrink: true), new Column("NETWORK"), new Column("ENVIRONMENT"), new Column("FIRST", DropsAt: 1), new Column("LAST"));
            foreach (var one in seen.Value.Data)
                table.Add(
                    one.Client, one.Network, one.Environment is null ? Cell.Faint("-") : one.Environment == key.Environment ? new Cell(one.Environment) : new Cell($"{one.Environment}, not its own", Tone.Bad),
                    run.Times.Of(one.FirstSeenAt), run.Times.Of(one.LastSeenAt));
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }
}
