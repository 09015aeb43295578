using Claviger.Cli;
using Claviger.Cli.Profiles;
using Claviger.Serving;

namespace Claviger.Demo;

/// <summary>The demo in front of a person: what to try, then a line for each governed request.</summary>
internal static class Show
{
    private const string Profile = "demo";

    public static async Task<int> RunAsync(CliEnvironment environment, ClavigerServer server, ExampleOrganization organization, bool withTraffic, CancellationToken ct)
    {
        var profiles = ProfileStore.Of(environment);
        // Never in place of a server that somebody works with: its commands would go to the demo.
        profiles.Save(Profile, new Profile(server.Url, server.NewAdminKey!, "Example Company"), makeCurrent: false);
        var option = profiles.Load().Current == Profile ? "" : $" --profile {Profile}";
        environment.Out.WriteLine(Text(server, organization, profiles.FilePath, option, await ConsoleLink.OfAsync(server, ct)));

        var lines = new RequestLines(environment.Out, environment.Time);
        server.Watcher = lines.Write;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var traffic = withTraffic ? DemoTraffic.RunAsync(server.Url, organization, environment.Time, stop.Token) : Task.CompletedTask;
        await UntilStopped.WaitAsync(ct);
        await stop.CancelAsync();
        await traffic;
        profiles.Remove(Profile);
        environment.Out.WriteLine();
        return ExitCode.Ok;
    }

    private static string Text(ClavigerServer server, ExampleOrganization organization, string profileFile, string option, string consoleLink)
    {
        var key = organization.Keys[0];
        var body = """{"model":"claude-haiku-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}""";
        return $"""

            Claviger {CliRoot.Version} is running.

              Console      {consoleLink}
                           (signs you in once, within the hour)
              API          {server.Url}
              Admin key    {server.NewAdminKey}
                           (saved as profile '{Profile}' in {profileFile}, so that the commands below just work)
              API key      {key.Secret}
                           ({key.ApiKey.Name}, in the workspace Production)

            Send a message:

              curl {server.Url}/v1/messages \
                -H 'x-api-key: {key.Secret}' \
                -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \
                -d '{body}'

            In another terminal:

              bin/claviger keys list{option}
              bin/claviger usage{option}
              bin/claviger limits list{option}
              bin/claviger limits explain {organization.Keys[0].ApiKey.Name}{option}
              bin/claviger keys create --workspace Staging --service checkout{option}

            Every governed request, as it happens (Ctrl+C ends the demo):

            """;
    }
}
