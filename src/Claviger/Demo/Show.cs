using Claviger.Cli;
using Claviger.Cli.Profiles;
using Claviger.Core.Contracts;
using Claviger.Serving;

namespace Claviger.Demo;

/// <summary>The demo in front of a person: what to try, then a line for each governed request.</summary>
internal static class Show
{
    private const string Profile = "demo";

    /// <param name="organization">Null: nothing was made.</param>
    /// <param name="isInvented">Whether there is a month that never was.</param>
    public static async Task<int> RunAsync(
        CliEnvironment environment, ClavigerServer server, string adminKey, ExampleOrganization? organization, bool withTraffic, bool isInvented, CancellationToken ct)
    {
        var profiles = ProfileStore.Of(environment);
        // Never in place of a server that somebody works with: its commands would go to the demo.
        profiles.Save(Profile, new Profile(server.Url, adminKey, server.Policy.Current.Organization.Name), makeCurrent: false);
        var option = profiles.Load().Current == Profile ? "" : $" --profile {Profile}";
        environment.Out.WriteLine(Text(server, adminKey, organization?.Keys[0], profiles.FilePath, option, isInvented, await ConsoleLink.OfAsync(server, ct)));

        var lines = new RequestLines(environment.Out, environment.Time);
        server.Watcher = lines.Write;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var traffic = withTraffic ? DemoTraffic.RunAsync(server.Url, organization!, environment.Time, stop.Token) : Task.CompletedTask;
        await UntilStopped.WaitAsync(ct);
        await stop.CancelAsync();
        await traffic;
        profiles.Remove(Profile);
        environment.Out.WriteLine();
        return ExitCode.Ok;
    }

    private static string Text(
        ClavigerServer server, string adminKey, CreatedApiKeyView? key, string profileFile, string option, bool isInvented, string consoleLink)
    {
        var head = $"""

            Claviger {CliRoot.Version} is running.

              Console      {consoleLink}
                           (signs you in once, within the hour)
              API          {server.Url}
              Admin key    {adminKey}
                           (saved as profile '{Profile}' in {profileFile}, so that the commands below just work)
            """;
        if (key is null)
            return head + $"""


                There is an organization with its default workspace, as after an install. In another terminal:

                  bin/claviger workspaces create Staging --environment staging{option}
                  bin/claviger keys create --workspace Staging --service checkout{option}

                Every governed request, as it happens (Ctrl+C ends the demo):

                """;
        var body = """{"model":"claude-haiku-4-5","max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}""";
        return head + $"""

              API key      {key.Secret}
                           ({key.ApiKey.Name}, in the workspace Production)
            {(isInvented ? "\nThe month behind it, its people and its spend are invented; --empty starts without.\n" : "")}
            Send a message:

              curl {server.Url}/v1/messages \
                -H 'x-api-key: {key.Secret}' \
                -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' \
                -d '{body}'

            In another terminal:

              bin/claviger keys list{option}
              bin/claviger usage{option}
              bin/claviger limits list{option}
              bin/claviger limits explain {key.ApiKey.Name}{option}
              bin/claviger keys create --workspace Staging --service checkout{option}

            Every governed request, as it happens (Ctrl+C ends the demo):

            """;
    }
}
