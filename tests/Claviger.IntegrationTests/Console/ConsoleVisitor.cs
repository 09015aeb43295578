using System.Net;
using Claviger.Control.SignIn;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Console;

/// <summary>A browser as far as the console can tell: keeps its cookie, says where a form comes from, sends the form's token.</summary>
internal sealed class ConsoleVisitor(TestGateway gateway) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(gateway.Url) };
    private string? _token;

    /// <summary>name=value of the session's cookie; null: none. Settable, for thieves.</summary>
    public string? Cookie { get; set; }

    /// <summary>As the server set it last, attributes and all.</summary>
    public string? SetCookie { get; private set; }

    public static async Task<ConsoleVisitor> SignedInAsync(TestGateway gateway)
    {
        var visitor = new ConsoleVisitor(gateway);
        var entered = await visitor.PostAsync("/sign-in/link", ("token", await LinkAsync(gateway)));
        if (entered.Status != HttpStatusCode.SeeOther) throw new InvalidOperationException(entered.Text);
        await visitor.GetAsync("/account");
        return visitor;
    }

    public static Task<string> LinkAsync(TestGateway gateway) =>
        gateway.Server.Service<IssueSignInLink>().RunAsync(gateway.Server.Policy.Current.Organization.Id, gateway.Server.SystemActor.Member!.Value, CancellationToken.None);

    public Task<ConsolePageSeen> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, Whole(path)));

    /// <summary>With the token of the page seen last.</summary>
    public Task<ConsolePageSeen> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(Form(path, fields));

    public HttpRequestMessage Form(string path, params (string Name, string Value)[] fields)
    {
        var all = fields.ToList();
        if (_token is not null && all.All(field => field.Name != "_token")) all.Add(("_token", _token));
        var request = new HttpRequestMessage(HttpMethod.Post, Whole(path)) { Content = new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Origin", gateway.Url);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    public async Task<ConsolePageSeen> SendAsync(HttpRequestMessage request)
    {
        using var own = request;
        if (Cookie is not null) request.Headers.Add("Cookie", Cookie);
        using var answer = await _http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set) && set.FirstOrDefault(text => text.StartsWith("__Host-claviger=", StringComparison.Ordinal)) is { } cookie)
        {
            SetCookie = cookie;
            Cookie = cookie.Split(';')[0] is { Length: > 17 } value ? value : null;
        }

        var seen = new ConsolePageSeen(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase), answer.Headers.Location?.OriginalString);
        _token = seen.FormToken ?? _token;
        return seen;
    }

    public void Dispose() => _http.Dispose();

    private static string Whole(string path) => "/console" + path;
}
