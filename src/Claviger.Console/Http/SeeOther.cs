using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>303: the browser follows with a GET, whatever it sent.</summary>
public sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
