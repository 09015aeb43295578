using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator.Wire;

/// <summary>One request being answered.</summary>
internal readonly record struct Exchange(HttpContext Http, string RequestId)
{
    public HttpRequest Request => Http.Request;
    public HttpResponse Response => Http.Response;

    /// <summary>Words of the <c>x-sim</c> header; repeated headers join.</summary>
    public string? Words
    {
        get
        {
            var values = Request.Headers["x-sim"];
            return values.Count switch { 0 => null, 1 => values[0], _ => string.Join(';', values!) };
        }
    }
}
