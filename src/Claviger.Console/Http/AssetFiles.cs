using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Claviger.Console.Http;

/// <summary>The console's own files, out of the program itself. Their address holds their digest, so a browser may keep them for good.</summary>
internal static class AssetFiles
{
    private static readonly FrozenDictionary<string, (byte[] Bytes, string Type, string Hash)> Files = Load();

    public static string Href(string name) => $"{ConsolePaths.Root}/assets/{Files[name].Hash}/{name}";

    public static void MapAssets(this IEndpointRouteBuilder console) => console.MapGet("/assets/{hash}/{name}", (HttpContext http, string hash, string name) =>
    {
        if (!Files.TryGetValue(name, out var file) || file.Hash != hash) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file.Bytes, file.Type);
    }).IsOpen();

    private static FrozenDictionary<string, (byte[], string, string)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => TypeOf(name) is not null).ToFrozenDictionary(name => name, name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return (bytes, TypeOf(name)!, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
        }, StringComparer.Ordinal);
    }

    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
