using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Claviger.Control;
using Claviger.Control.Http;
using Claviger.Core.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Claviger.IntegrationTests.Access;

/// <summary>
/// R6: every route × every kind of actor × own, sibling, foreign, missing, archived × both headers. What is expected comes from an oracle
/// written apart from the program, and the oracle's permissions are compared with what the routes declare.
/// </summary>
public sealed partial class The_matrix_has_no_wrong_cell(ITestOutputHelper output)
{
    [Fact]
    public async Task For_any_route_actor_relation_and_header()
    {
        await using var world = await MatrixWorld.BuildAsync();
        var routes = MatrixRoutes.All(world);
        var wrong = new List<string>();
        AreTheServedOnes(world, routes);
        var cells = 0;
        foreach (var route in routes)
        {
            world.HideForeignLimit(route.Template == "/ledger/verify");
            foreach (var actor in world.Actors.Keys)
                foreach (var bearer in new[] { false, true })
                {
                    var answers = new Dictionary<Relation, string>();
                    foreach (var relation in route.Relations)
                    {
                        var expected = MatrixOracle.Expect(route, actor, relation);
                        var id = route.Target is null ? "" : route.Ends && expected == 200 ? await world.FreshAsync(route.Target, relation) : world.Thing(route.Target, relation);
                        var (status, text) = await SendAsync(world, route, id, world.Actors[actor], bearer);
                        answers[relation] = text;
                        cells++;
                        if (!Fits(expected, status, route, relation, text)) wrong.Add($"{route} as {actor}, {relation}, {(bearer ? "authorization" : "x-api-key")}: {status}, not {expected}: {text}");
                    }

                    if (answers.TryGetValue(Relation.Foreign, out var foreign) && foreign != answers[Relation.Missing])
                        wrong.Add($"{route} as {actor}: foreign and missing differ: {foreign} / {answers[Relation.Missing]}");
                }
        }

        output.WriteLine($"{cells} cells: {routes.Count} routes, {world.Actors.Count} actors, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells are wrong:\n" + string.Join('\n', wrong.Take(40)));
        Assert.True(world.Actors.Count >= 14 && cells > 9_000, $"{cells} cells");
    }

    /// <summary>200 stands for having passed: what was archived, or is there already, is then refused for that and for nothing else.</summary>
    private static bool Fits(int expected, int status, MatrixRoute route, Relation relation, string text) => expected switch
    {
        200 => status == 200 || status == 409
            || status == 400 && (relation == Relation.Archived || text.Contains("already", StringComparison.Ordinal))
            || route.Template.EndsWith("/secrets/{secret}/end", StringComparison.Ordinal) && status == 404 && text.Contains("secret of this key", StringComparison.Ordinal) // past the key
            || route.Template == "/audit_log/consistency" && status == 400 && text.Contains("is not the size of a checkpoint", StringComparison.Ordinal) // past authorization
            || status == 404 && relation == Relation.Archived && text.Contains("in this workspace", StringComparison.Ordinal)
            || route is { Template: "/spend_limit_increase_requests", Method: "POST" } && status == 400 && (text.Contains("nothing to raise", StringComparison.Ordinal) || text.Contains("is a person's", StringComparison.Ordinal)) // past authorization
            || route is { Template: "/api_keys", Method: "POST" } && status == 400 && text.Contains("owner_user_id: required", StringComparison.Ordinal),
        _ => status == expected,
    };

    private static void AreTheServedOnes(MatrixWorld world, IReadOnlyList<MatrixRoute> routes)
    {
        var served = world.Gateway.Server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith(AdminApi.Root, StringComparison.Ordinal) && route.Order != int.MaxValue)
            .Select(route => (Text: $"{route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText![AdminApi.Root.Length..].TrimEnd('/')}", Needs: route.Metadata.GetMetadata<Declaration>()!))
            .ToDictionary(route => route.Text, route => route.Needs);
        Assert.Equal(served.Keys.Order(StringComparer.Ordinal), routes.Select(route => route.ToString()).Order(StringComparer.Ordinal));
        Assert.All(routes, route => Assert.Equal(route.Permission, served[route.ToString()].Permission is { } permission ? PermissionNames.Of(permission) : ""));
    }

    private static async Task<(int Status, string Text)> SendAsync(MatrixWorld world, MatrixRoute route, string id, string? secret, bool bearer)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), AdminApi.Root + route.Path(id));
        request.Headers.Add("anthropic-version", "2026-10-21");
        if (secret is not null && bearer) request.Headers.Authorization = new("Bearer", secret);
        else if (secret is not null) request.Headers.Add("x-api-key", secret);
        if (route.Body?.Invoke(id, world.Next()) is { } body) request.Content = new StringContent(JsonSerializer.Serialize(body, NoNulls), Encoding.UTF8, "application/json");
        using var answer = await world.Gateway.Http.SendAsync(request);
        var text = Ids().Replace(await answer.Content.ReadAsStringAsync(), "ID");
        foreach (var part in id.Split(' ')) if (part.Length > 5) text = text.Replace(part, "ID", StringComparison.Ordinal);
        var headers = string.Join(", ", answer.Headers.Where(header => !header.Key.Equals("request-id", StringComparison.OrdinalIgnoreCase) && header.Key != "Date").Select(header => $"{header.Key}={string.Join('|', header.Value)}"));
        return ((int)answer.StatusCode, $"{(int)answer.StatusCode} {headers} {text}");
    }

    private static readonly JsonSerializerOptions NoNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    [GeneratedRegex("req_[0-9A-Za-z]+")]
    private static partial Regex Ids();
}
