using System.CommandLine;
using System.Text.Json.Nodes;
using Claviger.Cli.Output;
using Claviger.Core.Keys;

namespace Claviger.Cli.Leaks;

/// <summary><c>claviger keys patterns</c>: what a secret scanner is told to look for. Speaks to no server.</summary>
internal static class TokenPatternsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("patterns", "Print the regular expression of each kind of token, for secret scanners")
    {
        Remark = "They never change. A match is a candidate: the last six characters of a token are the CRC-32 of the rest, in Base62, so that a scanner can decide offline.",
        Examples =
        [
            new("Look through a repository", "git grep -nP \"$(claviger keys patterns | cut -f2 | paste -sd'|')\""),
            new("For a program", "claviger keys patterns --json"),
        ],
    }.Does(environment, run =>
    {
        if (run.IsJson)
            run.Out.Raw(JsonText.Pretty(new JsonArray([.. TokenPatterns.Kinds.Select(kind => new JsonObject { ["type"] = TokenPatterns.NameOf(kind), ["pattern"] = TokenPatterns.Of(kind) })])));
        else
            foreach (var kind in TokenPatterns.Kinds) run.Out.Raw($"{TokenPatterns.NameOf(kind)}\t{TokenPatterns.Of(kind)}");
        return Task.FromResult(ExitCode.Ok);
    });
}
