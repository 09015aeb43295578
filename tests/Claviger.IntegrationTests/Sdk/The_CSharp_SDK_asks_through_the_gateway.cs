using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Anthropic.Models.Models;
using Claviger.Core.Usage;
using Claviger.IntegrationTests.Hosting;
using Claviger.Simulator.Billing;
using Xunit;

namespace Claviger.IntegrationTests.Sdk;

public sealed class The_CSharp_SDK_asks_through_the_gateway(QuietGateway shared) : IClassFixture<QuietGateway>
{
    private readonly TestGateway _gateway = shared.Gateway;

    [Fact]
    public async Task A_plain_message_comes_whole()
    {
        using var client = Sdk.Client(_gateway);

        var message = await client.Messages.Create(Sdk.Ask(script: "in=33; out=21"));

        Assert.Equal(StopReason.EndTurn, message.StopReason!.Value());
        Assert.Equal((33, 21), (message.Usage.InputTokens, message.Usage.OutputTokens));
        Assert.True(message.Content.Single().TryPickText(out var text));
        Assert.NotEmpty(text.Text);
    }

    [Fact]
    public async Task A_streamed_message_says_the_same_in_order()
    {
        using var client = Sdk.Client(_gateway);
        var plain = await client.Messages.Create(Sdk.Ask("Tell me", "in=33; out=200; unicode"));

        var kinds = new List<string>();
        var text = new StringBuilder();
        await foreach (var part in client.Messages.CreateStreaming(Sdk.Ask("Tell me", "in=33; out=200; unicode; split; ping=2")))
        {
            kinds.Add(part.Json.GetProperty("type").GetString()!);
            if (part.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece)) text.Append(piece.Text);
        }

        kinds.RemoveAll(kind => kind == "ping"); // a client may show or drop them
        Assert.Equal(["message_start", "content_block_start"], kinds.Take(2));
        Assert.Equal(["content_block_stop", "message_delta", "message_stop"], kinds.TakeLast(3));
        Assert.Equal("content_block_delta", Assert.Single(kinds.Skip(2).SkipLast(3).Distinct()));
        Assert.NotEmpty(plain.Content);
        Assert.Equal(800, text.Length); // four characters a token, none lost between pieces
        Assert.DoesNotContain('\uFFFD', text.ToString());
    }

    [Fact]
    public async Task System_prompts_tools_and_a_tool_call_pass_both_ways()
    {
        using var client = Sdk.Client(_gateway);

        var message = await client.Messages.Create(Sdk.Ask("What is the weather?", "out=80") with
        {
            System = "You look things up. Ünïcödé \"quoted\" \\ and </closed>",
            Tools = [new Tool { Name = "weather", InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonSerializer.SerializeToElement(new { type = "string" }) } } }],
            ToolChoice = new ToolChoiceTool("weather"),
        });

        Assert.Equal(StopReason.ToolUse, message.StopReason!.Value());
        Assert.True(message.Content.Single().TryPickToolUse(out var call));
        Assert.Equal("weather", call.Name);
        using var sent = JsonDocument.Parse(_gateway.Simulator.Recorded[^1].Body);
        Assert.Equal("You look things up. Ünïcödé \"quoted\" \\ and </closed>", sent.RootElement.GetProperty("system").GetString());
    }

    [Fact]
    public async Task Thinking_streams_before_the_answer()
    {
        using var client = Sdk.Client(_gateway);

        var thought = new StringBuilder();
        var signed = false;
        var spoken = new StringBuilder();
        await foreach (var part in client.Messages.CreateStreaming(Sdk.Ask("Think", "out=120; think=40", maxTokens: 4096) with { Thinking = new ThinkingConfigEnabled(2048) }))
        {
            if (!part.TryPickContentBlockDelta(out var delta)) continue;
            if (delta.Delta.TryPickThinking(out var thinking)) thought.Append(thinking.Thinking);
            if (delta.Delta.TryPickSignature(out _)) signed = true;
            if (delta.Delta.TryPickText(out var text)) spoken.Append(text.Text);
        }

        Assert.Equal((160, true, 320), (thought.Length, signed, spoken.Length));
    }

    [Fact]
    public async Task Tokens_are_counted_and_models_are_listed()
    {
        using var client = Sdk.Client(_gateway);

        var count = await client.Messages.CountTokens(new MessageCountTokensParams { Model = Sdk.Haiku, Messages = [new UserMessageParam("Hello")] });
        var models = await (await client.Models.List(new ModelListParams { Limit = 3 })).AllAsync();
        var byAlias = await client.Models.Retrieve(Sdk.Haiku);

        Assert.True(count.InputTokens > 0);
        Assert.True(models.Count > 10, "the list was walked over its pages");
        Assert.Equal(models.Count, models.Select(model => model.ID).Distinct().Count());
        Assert.Equal("claude-haiku-4-5-20251001", byAlias.ID);
    }

    [Fact]
    public async Task Both_ways_of_sending_a_key_work_and_neither_reaches_upstream()
    {
        using var bearer = Sdk.Client(_gateway);
        using var header = Sdk.LegacyClient(_gateway);

        foreach (var client in new[] { bearer, header })
        {
            await client.Messages.Create(Sdk.Ask());
            var sent = _gateway.Simulator.Recorded[^1];
            Assert.DoesNotContain(sent.Headers, pair => pair.Value.Contains(_gateway.Key.Secret, StringComparison.Ordinal));
            Assert.Equal(["sk-ant-sim-upstream-key"], sent.HeaderValues("x-api-key"));
            Assert.Empty(sent.HeaderValues("authorization"));
        }

        Assert.Equal(0, _gateway.Simulator.Bill.CredentialsBy(CredentialHeader.Bearer));
    }

    [Fact]
    public async Task Each_key_is_booked_to_its_own_workspace()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var one = Sdk.Client(gateway);
        using var other = Sdk.Client(gateway, gateway.OtherKey.Secret);

        await one.Messages.Create(Sdk.Ask(script: "in=10; out=10"));
        await other.Messages.Create(Sdk.Ask(script: "in=20; out=20"));

        var rows = await gateway.RowsAsync();
        Assert.Equal([10L, 20L], rows.Select(row => row.Input));
        Assert.NotEqual(rows[0].Workspace, rows[1].Workspace);
        Assert.All(rows, row => Assert.Equal(UsageOutcome.Completed, row.Outcome));
        Assert.Equal(gateway.Simulator.Bill.Total.Nanos, rows.Sum(row => row.CostNanos));
    }
}
