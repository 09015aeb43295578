using System.CommandLine;
using Claviger.Cli.Http;

namespace Claviger.Cli.Profiles;

/// <summary><c>claviger logout</c></summary>
internal static class LogoutCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("logout", "Forget a server and its admin key")
    {
        Group = CommandGroup.SignIn,
        Remark = "Forgets the profile in use, or the one that --profile names. The admin key itself stays valid on the server.",
        Examples = [new("Forget the profile in use", "claviger logout"), new("Forget another", "claviger logout --profile staging")],
    }.Does(environment, run =>
    {
        var store = ProfileStore.Of(run.Environment);
        var book = store.Load();
        var name = run.ProfileOption ?? run.Environment.Setting("CLAVIGER_PROFILE") ?? book.Current
            ?? throw new CliException(ExitCode.NotSignedIn, "you are not signed in to a server");
        if (!store.Remove(name)) throw Connection.UnknownProfile(book, name);
        run.Note($"Forgot profile '{name}' and its admin key. The key itself stays valid on the server.");
        if (book.Current == name && book.Profiles.Count > 1) run.Note("Choose another profile: claviger profile use <name>");
        return Task.FromResult(ExitCode.Ok);
    });
}
