using Claviger.Control.Http;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Http;

/// <summary>A file that is written while it is read: larger than memory may hold.</summary>
internal sealed class Download(StreamedAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = answer.ContentType;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{answer.FileName}\"";
        return answer.WriteAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }
}
