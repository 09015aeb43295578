using Claviger.Cli.Help;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Rates;

/// <summary>Tiers by name. An unknown name ends with the nearest one.</summary>
internal static class TierFinder
{
    public static async Task<Answer<TierView>> GetAsync(AdminClient client, string name)
    {
        var all = (await client.GetAsync<CursorPage<TierView>>("tiers")).Value.Data;
        if (all.Any(tier => tier.Name == name)) return await client.GetAsync<TierView>($"tiers/{name}");
        List<string> hints = ["See them all: claviger tiers list"];
        if (Nearest.Hint(name, all.Select(tier => tier.Name)) is { } hint) hints.Insert(0, hint);
        throw new CliException(ExitCode.NotFound, $"there is no tier '{TerminalText.Safe(name)}'", hints);
    }
}
