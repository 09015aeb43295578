using System.CommandLine;
using System.Text.Json.Nodes;
using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Keys;

namespace Claviger.Cli.Profiles;

/// <summary><c>claviger profile</c>: which servers are saved. Shows of a key only enough to recognise it.</summary>
internal static class ProfileCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("profile", "Saved servers, and which one is in use")
    {
        Group = CommandGroup.SignIn,
        Subcommands = { List(environment), Use(environment), Show(environment) },
    };

    private static CliCommand List(CliEnvironment environment) => new CliCommand("list", "List saved servers")
    {
        Examples = [new("The one in use is marked", "claviger profile list")],
    }.Does(environment, run =>
    {
        var book = ProfileStore.Of(run.Environment).Load();
        if (run.IsJson) return Json(run, new JsonArray([.. book.Profiles.Select(pair => View(pair.Key, pair.Value, book))]));
        if (book.Profiles.Count == 0)
        {
            run.Note("No server is saved yet. Sign in: claviger login");
            return Task.FromResult(ExitCode.Ok);
        }

        var table = new ListTable(new Column("IN USE"), new Column("NAME"), new Column("ADDRESS", MayShrink: true), new Column("ORGANIZATION", MayShrink: true), new Column("ADMIN KEY", DropsAt: 1));
        foreach (var (name, profile) in book.Profiles)
            table.Add(name == book.Current ? new Cell("*", Tone.Good) : "", name, profile.Url, profile.Organization ?? "-", Cell.Faint(HintOf(profile)));
        table.Print(run.Out);
        return Task.FromResult(ExitCode.Ok);
    });

    private static CliCommand Use(CliEnvironment environment)
    {
        var name = Name(environment);
        return new CliCommand("use", "Choose the server that commands speak to")
        {
            Arguments = { name },
            Examples = [new("From now on, staging", "claviger profile use staging"), new("For one command only", "claviger keys list --profile staging")],
        }.Does(environment, run =>
        {
            var store = ProfileStore.Of(run.Environment);
            if (!store.Use(run.Value(name))) throw Connection.UnknownProfile(store.Load(), run.Value(name));
            run.Note($"Profile '{run.Value(name)}' is now in use.");
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static CliCommand Show(CliEnvironment environment)
    {
        var name = Name(environment);
        name.Arity = ArgumentArity.ZeroOrOne;
        name.Description = "Name of the profile (default: the one in use)";
        return new CliCommand("show", "Show one saved server")
        {
            Arguments = { name },
            Examples = [new("The one in use", "claviger profile show")],
        }.Does(environment, run =>
        {
            var store = ProfileStore.Of(run.Environment);
            var book = store.Load();
            var wanted = run.Optional(name) ?? run.ProfileOption ?? run.Environment.Setting("CLAVIGER_PROFILE") ?? book.Current
                ?? throw new CliException(ExitCode.NotSignedIn, "no profile is in use", "Sign in: claviger login");
            if (!book.Profiles.TryGetValue(wanted, out var profile)) throw Connection.UnknownProfile(book, wanted);
            if (run.IsJson) return Json(run, View(wanted, profile, book));
            var fields = new FieldTable();
            fields.Add("Name", wanted);
            fields.Add("In use", wanted == book.Current ? "yes" : "no");
            fields.Add("Address", profile.Url);
            fields.Add("Organization", profile.Organization ?? "-");
            fields.Add("Admin key", HintOf(profile));
            fields.Add("Saved in", store.FilePath);
            fields.Print(run.Out);
            return Task.FromResult(ExitCode.Ok);
        });
    }

    private static Argument<string> Name(CliEnvironment environment)
    {
        var name = new Argument<string>("name") { Description = "Name of the profile" };
        name.CompletionSources.Add(_ =>
        {
            try
            {
                return ProfileStore.Of(environment).Load().Profiles.Keys;
            }
            catch (CliException)
            {
                return Array.Empty<string>();
            }
        });
        return name;
    }

    private static string HintOf(Profile profile) => KeyToken.TryRead(profile.AdminKey, out _, out _) ? KeyToken.Hint(profile.AdminKey) : "(not a Claviger key)";

    private static JsonObject View(string name, Profile profile, ProfileBook book) => new JsonObject
    {
        ["name"] = name,
        ["in_use"] = name == book.Current,
        ["url"] = profile.Url,
        ["organization"] = profile.Organization,
        ["admin_key_hint"] = HintOf(profile),
    };

    private static Task<int> Json(CliRun run, JsonNode json)
    {
        run.Out.Raw(JsonText.Pretty(json));
        return Task.FromResult(ExitCode.Ok);
    }
}
