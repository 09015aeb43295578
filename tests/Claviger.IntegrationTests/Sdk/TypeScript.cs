using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Claviger.IntegrationTests.Hosting;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>Runs a script of tests/typescript-sdk with the official TypeScript SDK against a gateway; its answer is one line of JSON.</summary>
internal static class TypeScript
{
    private static readonly Lazy<string?> Missing = new(WhatIsMissing);

    public static async Task<JsonElement> RunAsync(TestGateway gateway, string script)
    {
        if (Missing.Value is { } missing) Assert.Skip(missing);
        var start = Node(script);
        start.Environment["CLAVIGER_URL"] = gateway.Url;
        start.Environment["CLAVIGER_KEY"] = gateway.Key.Secret;
        start.Environment["CLAVIGER_OTHER_KEY"] = gateway.OtherKey.Secret;
        start.Environment["CLAVIGER_ADMIN_KEY"] = gateway.AdminKey;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ANTHROPIC_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);

        using var node = Process.Start(start)!;
        try
        {
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, $"{script} ended with {node.ExitCode}: {await errors}");
            return JsonSerializer.Deserialize<JsonElement>(await output);
        }
        finally
        {
            if (!node.HasExited) node.Kill();
        }
    }

    private static ProcessStartInfo Node(string argument) =>
        new("node", [argument]) { WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true };

    private static string? WhatIsMissing()
    {
        try
        {
            using var node = Process.Start(Node("--version"))!;
            node.WaitForExit();
        }
        catch (Win32Exception)
        {
            return "Node.js is not here";
        }

        return Directory.Exists(Path.Combine(Folder(), "node_modules", "@anthropic-ai", "sdk")) ? null : "the TypeScript SDK is not installed: run npm ci in tests/typescript-sdk";
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Claviger.slnx"))) root = root.Parent;
        return Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("Claviger.slnx"), "tests", "typescript-sdk");
    }
}
