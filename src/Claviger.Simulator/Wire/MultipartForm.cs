using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Claviger.Simulator.Wire;

/// <summary>One part of a multipart body.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Content);

/// <summary>Reads a multipart/form-data body that is already in memory.</summary>
internal static class MultipartForm
{
    /// <summary>Null when the content type is another or the body is broken.</summary>
    public static async Task<IReadOnlyList<FormPart>?> ReadAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var media) || !media.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(media.Boundary).ToString();
        if (boundary.Length == 0) return null;

        var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray())) { BodyLengthLimit = null };
        List<FormPart> parts = [];
        try
        {
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return null;
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content);
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                var file = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
                parts.Add(new FormPart(name, file.HasValue ? file.ToString() : null, section.ContentType, content.ToArray()));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null;
        }

        return parts;
    }
}
