using Claviger.Simulator.Batches;
using Claviger.Simulator.Billing;
using Claviger.Simulator.Catalogue;
using Claviger.Simulator.Files;
using Claviger.Simulator.Messages;
using Claviger.Simulator.Organizations;
using Claviger.Simulator.Recording;
using Claviger.Simulator.Script;
using Claviger.Simulator.Skills;
using Claviger.Simulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Claviger.Simulator;

/// <summary>From the path to the endpoint, after the checks that every call passes: credential, version, scripted failure.</summary>
internal sealed class SimulatorRouter
{
    private const string MessagesPath = "/v1/messages";
    private readonly Simulation _simulation;
    private readonly EdgeHeaders _headers;
    private readonly Credentials _credentials;
    private readonly MessagesEndpoint _messages;
    private readonly BatchShelf _shelf;
    private readonly BatchesEndpoint _batches;
    private readonly FilesEndpoint _files;
    private readonly SkillsEndpoint _skills;
    private readonly OrganizationEndpoint _organization;
    private readonly SimulatorPages _pages;
    private long _arrivals;

    public SimulatorRouter(Simulation simulation)
    {
        _simulation = simulation;
        _headers = new EdgeHeaders(simulation.Options);
        _credentials = new Credentials(simulation.Options.UpstreamKey);
        _messages = new MessagesEndpoint(simulation);
        _shelf = new BatchShelf(simulation);
        _batches = new BatchesEndpoint(simulation, _shelf);
        _files = new FilesEndpoint(simulation);
        _skills = new SkillsEndpoint(simulation);
        _organization = new OrganizationEndpoint(simulation.Options.Organization, simulation.Options);
        _pages = new SimulatorPages(simulation, Reset);
    }

    public void Reset()
    {
        _simulation.Bill.Reset();
        _simulation.ClearQueue();
        _simulation.Recorder?.Clear();
        _shelf.Clear();
        _files.Clear();
        _skills.Clear();
    }

    public async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var number = (ulong)Interlocked.Increment(ref _arrivals);
        var exchange = new Exchange(http, SimulatedId.Make("req_", _simulation.Options.Seed, number));
        if (path.StartsWith("/_sim/", StringComparison.Ordinal))
        {
            await _pages.AnswerAsync(exchange, path);
            return;
        }

        if (_simulation.Recorder is not null) RequestRecorder.Begin(http);
        try
        {
            await RouteAsync(exchange, path);
        }
        finally
        {
            _simulation.Recorder?.Keep(http, []);
        }
    }

    private Task RouteAsync(Exchange exchange, string path)
    {
        var (method, headers) = (exchange.Request.Method, exchange.Request.Headers);
        var kind = KindOf(method, path);
        _simulation.Bill.CountRequest(kind);
        EdgeHeaders.AddAlways(exchange.Response.Headers, exchange.RequestId);
        if (kind == PathKind.Probe) return ProbeAsync(exchange, method);

        if (_credentials.Check(headers) is not { } credential)
            return Answers.RefuseAsync(exchange, new Refusal(401, "authentication_error", "invalid credential"));
        _simulation.Bill.CountCredential(credential);
        _headers.AddAuthenticated(exchange.Response.Headers);
        var version = headers["anthropic-version"];
        if (version.Count == 0) return Answers.RefuseAsync(exchange, Refusal.Invalid("anthropic-version: header is required"));
        if (version[0] is not ("2023-06-01" or "2026-10-21"))
            return Answers.RefuseAsync(exchange, Refusal.Invalid($"anthropic-version: \"{version}\" is not a known version"));

        if (kind == PathKind.Messages && method == "POST") return _messages.CreateAsync(exchange);
        return exchange.Words is { } words ? ScriptedAsync(exchange, words, method, path) : DispatchAsync(exchange, method, path);
    }

    /// <summary>Faults and delays by header work on every path; messages read their script for themselves.</summary>
    private async Task ScriptedAsync(Exchange exchange, string words, string method, string path)
    {
        if (!ScriptReader.TryRead(words, ResponseScript.Plain, out var script, out var problem))
        {
            await Answers.RefuseAsync(exchange, Refusal.Invalid(problem!));
            return;
        }

        if (script is { DelayMs: > 0 } or { HangBefore: true } && !await _simulation.DelayAsync(exchange.Http, script))
            _simulation.Bill.CountAborted();
        else if (script.Status is { } status) await Answers.RefuseAsync(exchange, AnswerMaker.Scripted(status, script));
        else await DispatchAsync(exchange, method, path);
    }

    private Task DispatchAsync(Exchange exchange, string method, string path) =>
        (method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("POST", ["v1", "messages", "count_tokens"]) => _messages.CountTokensAsync(exchange),
            ("POST", ["v1", "messages", "batches"]) => _batches.CreateAsync(exchange),
            ("GET", ["v1", "messages", "batches"]) => _batches.ListAsync(exchange),
            ("GET", ["v1", "messages", "batches", var id]) => _batches.GetAsync(exchange, id),
            ("DELETE", ["v1", "messages", "batches", var id]) => _batches.DeleteAsync(exchange, id),
            ("POST", ["v1", "messages", "batches", var id, "cancel"]) => _batches.CancelAsync(exchange, id),
            ("GET", ["v1", "messages", "batches", var id, "results"]) => _batches.ResultsAsync(exchange, id),
            ("GET", ["v1", "models"]) => ModelsEndpoint.ListAsync(exchange),
            ("GET", ["v1", "models", var name]) => ModelsEndpoint.GetAsync(exchange, name),
            ("POST", ["v1", "files"]) => _files.UploadAsync(exchange),
            ("GET", ["v1", "files"]) => _files.ListAsync(exchange),
            ("GET", ["v1", "files", var id]) => _files.GetAsync(exchange, id),
            ("DELETE", ["v1", "files", var id]) => _files.DeleteAsync(exchange, id),
            ("GET", ["v1", "files", var id, "content"]) => _files.ContentAsync(exchange, id),
            ("POST", ["v1", "skills"]) => _skills.CreateAsync(exchange),
            ("GET", ["v1", "skills"]) => _skills.ListAsync(exchange),
            ("GET", ["v1", "skills", var id]) => _skills.GetAsync(exchange, id),
            ("DELETE", ["v1", "skills", var id]) => _skills.DeleteAsync(exchange, id),
            ("POST", ["v1", "skills", var id, "versions"]) => _skills.CreateVersionAsync(exchange, id),
            ("GET", ["v1", "skills", var id, "versions"]) => _skills.ListVersionsAsync(exchange, id),
            ("GET", ["v1", "skills", var id, "versions", var version]) => _skills.GetVersionAsync(exchange, id, version),
            ("DELETE", ["v1", "skills", var id, "versions", var version]) => _skills.DeleteVersionAsync(exchange, id, version),
            (_, ["v1", "organizations", .. var rest]) => _organization.AnswerAsync(exchange, method, rest),
            _ => Answers.RefuseAsync(exchange, Refusal.NotFound($"{method} {path}")),
        };

    private static Task ProbeAsync(Exchange exchange, string method)
    {
        exchange.Response.StatusCode = 200;
        return method == "HEAD" ? Task.CompletedTask : Answers.WriteAsync(exchange, 200, json =>
        {
            json.WriteStartObject();
            json.WriteString("message"u8, "hello"u8);
            json.WriteEndObject();
        });
    }

    private static PathKind KindOf(string method, string path)
    {
        if (path == MessagesPath) return PathKind.Messages;
        if (method == "HEAD" || path == "/api/hello") return PathKind.Probe;
        if (path == MessagesPath + "/count_tokens") return PathKind.CountTokens;
        if (path.StartsWith(MessagesPath + "/batches", StringComparison.Ordinal)) return PathKind.Batches;
        if (path.StartsWith("/v1/models", StringComparison.Ordinal)) return PathKind.Models;
        if (path.StartsWith("/v1/files", StringComparison.Ordinal)) return PathKind.Files;
        return path.StartsWith("/v1/skills", StringComparison.Ordinal) ? PathKind.Skills : PathKind.Other;
    }
}
