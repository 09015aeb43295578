using System.CommandLine;
using Claviger.Cli.Http;
using Claviger.Core.Audit;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Audit;

/// <summary><c>--public-key</c>: the key itself, or a file that holds it.</summary>
internal static class AuditKeyOption
{
    public static Option<string> Build() => new("--public-key") { Description = "The log's public key, or a file that holds it", HelpName = "key|file" };

    public static CheckpointVerifier Read(string text)
    {
        var key = File.Exists(text) ? File.ReadAllText(text) : text;
        return CheckpointVerifier.Read(key) ?? throw new CliException(
            ExitCode.Usage, "--public-key is neither a log's public key nor a file that holds one", "It looks like claviger/<organization id>+<8 hex digits>+<base64>", "Ask the server for it, once, and keep it: claviger audit checkpoint --key");
    }

    /// <summary>What the option says, else what the server says, with a warning: then the server vouches for itself.</summary>
    public static async Task<CheckpointVerifier> ReadOrAskAsync(CliRun run, string? option, AdminClient client)
    {
        if (option is not null) return Read(option);
        var key = (await client.GetAsync<AuditPublicKeyView>("audit_log/public_key")).Value.PublicKey;
        run.Note("The public key came from the server itself. Keep it elsewhere and give it with --public-key, or a changed server could vouch for itself.", Output.Tone.Caution);
        return CheckpointVerifier.Read(key) ?? throw new CliException(ExitCode.Refused, "the server's public key can't be read");
    }
}
