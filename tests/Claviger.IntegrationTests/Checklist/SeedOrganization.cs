using System.Text.Json;
using Claviger.IntegrationTests.Access;
using Claviger.IntegrationTests.Alerts;
using Claviger.IntegrationTests.Hosting;
using Dapper;

namespace Claviger.IntegrationTests.Checklist;

/// <summary>An empty install that became what examples/seed.org.yaml says by one command, with a mail server that takes its alerts.</summary>
internal sealed class SeedOrganization : IAsyncDisposable
{
    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("claviger-seed-");
    private Dictionary<string, string> _secrets = [];

    private SeedOrganization(TestGateway gateway, MailServer mail, FakeTime time) => (Gateway, Mail, _time) = (gateway, mail, time);

    public TestGateway Gateway { get; }
    public MailServer Mail { get; }
    public DateTimeOffset Now => _time.Clock.GetUtcNow();

    public static async Task<SeedOrganization> MakeAsync()
    {
        var (time, mail) = (new FakeTime(), MailServer.Start());
        var gateway = await TestGateway.EmptyAsync(own => Alerting.Loopback(own, mail.Port), time.Clock);
        return new SeedOrganization(gateway, mail, time);
    }

    /// <summary>By command line; then the channel is tried, as the checklist asks.</summary>
    public async Task ApplyAsync()
    {
        var secrets = Path.Combine(_home.FullName, "secrets.json");
        var (exit, text, error) = await CliAsync("apply", TestCli.File("examples", "seed.org.yaml"), "--yes", "--secrets-to", secrets);
        if (exit != 0) throw new InvalidOperationException(text + error);
        _secrets = JsonDocument.Parse(await File.ReadAllTextAsync(secrets)).RootElement.GetProperty("keys").EnumerateArray().ToDictionary(key => key.Text("name"), key => key.Text("secret"));
    }

    public Task<(int Exit, string Out, string Error)> CliAsync(params string[] args) => Gateway.CliAsync(_time.Clock, _home.FullName, args);

    public string Secret(string key) => _secrets[key];

    public string KeyId(string name) => Gateway.Server.Policy.Current.Keys.Single(key => key.Name == name).Id.Value;

    public string Workspace(string name) => Gateway.WorkspaceId(name);

    public Task<JsonElement> PostAsync(string path, object? body = null, string? by = null) => Gateway.Ok(HttpMethod.Post, path, body, by);

    public Task<JsonElement> KeyAsync(string name, object change) => PostAsync("/api_keys/" + KeyId(name), change);

    /// <summary>Takes away the limits of a scope, by the id that is in it.</summary>
    public async Task UncapAsync(string scopeId)
    {
        foreach (var limit in (await Gateway.Ok(HttpMethod.Get, "/spend_limits?limit=100")).GetProperty("data").EnumerateArray().Where(limit => limit.GetProperty("scope").GetRawText().Contains(scopeId, StringComparison.Ordinal)))
            await Gateway.Ok(HttpMethod.Delete, "/spend_limits/" + limit.Text("id"));
    }

    public Task CapAsync(object scope) => PostAsync("/spend_limits", new { scope, period = "monthly", amount = "1000" });

    /// <summary>What no API does: the past.</summary>
    public void Rewrite(string sql, object? values = null)
    {
        using var store = Gateway.Store.Open();
        if (store.Execute(sql, values) != 1) throw new InvalidOperationException("no such row");
    }

    public async Task AskAsync(string key, string program)
    {
        using var request = Gateway.Message(key: Secret(key));
        request.Headers.TryAddWithoutValidation("User-Agent", program);
        using var answer = await Gateway.Http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sightings are stored a little after their requests.</summary>
    public Task SeenAsync(string key, int count) => _time.UntilAsync(SoonSeenAsync(key, count), TimeSpan.FromMilliseconds(20));

    /// <summary>Controls that are neither passed nor without a case, each with who is blamed.</summary>
    public async Task<Dictionary<string, (string Status, string[] Culprits)>> FindingsAsync() =>
        (await Gateway.Ok(HttpMethod.Get, "/checklist")).GetProperty("findings").EnumerateArray().Where(finding => finding.Text("status") is not ("pass" or "not_applicable"))
            .ToDictionary(finding => finding.Text("control_id"), finding => (finding.Text("status"), finding.GetProperty("evidence").EnumerateArray().Select(evidence => evidence.GetProperty("subject").Text("name")).ToArray()));

    /// <summary>Lets time pass until the findings are so, and returns them: a moment later they may be others.</summary>
    public async Task<Dictionary<string, (string Status, string[] Culprits)>> FoundAsync(Func<Dictionary<string, (string Status, string[] Culprits)>, bool> areSo)
    {
        var found = SoonFoundAsync(areSo);
        await _time.UntilAsync(found, TimeSpan.FromMilliseconds(20));
        return await found;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Mail.DisposeAsync();
        _home.Delete(recursive: true);
    }

    private async Task<Dictionary<string, (string Status, string[] Culprits)>> SoonFoundAsync(Func<Dictionary<string, (string Status, string[] Culprits)>, bool> areSo)
    {
        while (true)
            if (await FindingsAsync() is var found && areSo(found)) return found;
    }

    private async Task SoonSeenAsync(string key, int count)
    {
        while ((await Gateway.Ok(HttpMethod.Get, $"/api_keys/{KeyId(key)}/sightings")).GetProperty("data").GetArrayLength() < count)
        {
        }
    }
}
