using Claviger.Control.Http;
using Claviger.Control.SignIn;
using Claviger.Core;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>One request of somebody who is signed in: what it asks, and the ways to answer it.</summary>
public sealed class ConsoleCall(HttpContext http, Viewer viewer, Uri? publicUrl)
{
    public HttpContext Http => http;

    public Viewer Viewer { get; private set; } = viewer;

    /// <summary>To be put in front of paths of the API: behind a proxy, the browser's own scheme isn't known here.</summary>
    public string Server => publicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}";

    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>The session has a new token: the cookie gets it, and so do the forms of the page that answers.</summary>
    internal void Renew(SignedIn renewed)
    {
        ConsoleCookie.Write(http, renewed.Token);
        Viewer = Viewer with { Session = renewed.Session, FormToken = SignInToken.FormToken(renewed.Token) };
    }

    /// <summary>Of the request's feature; the door has put it there.</summary>
    public static ConsoleCall Of(HttpContext http) => http.Features.Get<ConsoleCall>()!;

    /// <summary>Null where it is missing, empty or there more than once.</summary>
    public string? Query(string name) => http.Request.Query[name] is [{ Length: > 0 } text] && !text.Contains('\0') ? text : null;

    /// <summary>A field of the form that was sent, without the spaces around it; null where it is empty.</summary>
    public string? Field(string name) => FormOf(http)[name] is [{ } text] && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A field as it was typed: of secrets.</summary>
    public string? Raw(string name) => FormOf(http)[name] is [{ Length: > 0 } text] ? text : null;

    public bool Checked(string name) => Field(name) is "on" or "true";

    /// <summary>Lines, commas or spaces apart.</summary>
    public IReadOnlyList<string> Lines(string name) => Field(name)?.Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IReadOnlyList<string> Values(string name) => [.. FormOf(http)[name].OfType<string>()];

    /// <summary>A question for a use case; what is null is not asked.</summary>
    internal static AdminQuery Ask(params ReadOnlySpan<(string Name, string? Value)> asked) => AdminQuery.Of(asked);

    public IResult Page<TPage, TModel>(TModel model, Problem? problem = null) where TPage : ConsolePage<TModel> => new PageResult(
        typeof(TPage), new Dictionary<string, object?> { ["Model"] = model, ["Viewer"] = Viewer, ["Problem"] = problem }, problem is null ? 200 : ProblemWire.Of(problem.Kind).Status);

    /// <summary>A page that says why there is none.</summary>
    public IResult Fault(Problem problem) => Page<Layout.FaultPage, Problem>(problem, problem);

    /// <summary>To where the result of a form is seen: reloading it sends nothing twice.</summary>
    /// <param name="note">One of <see cref="Layout.Notes"/>.</param>
    public static IResult Go(string path, string? note = null) => new SeeOther(ConsolePaths.Root + path + (note is null ? "" : (path.Contains('?') ? "&" : "?") + "note=" + note));

    private static IFormCollection FormOf(HttpContext http) => http.Request.HasFormContentType ? http.Request.Form : FormCollection.Empty; // read by the door
}
