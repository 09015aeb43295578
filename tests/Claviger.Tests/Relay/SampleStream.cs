using System.Text;

namespace Claviger.Tests.Relay;

/// <summary>Message streams to cut and chop. Invented values.</summary>
internal static class SampleStream
{
    public const string Start = """{"type":"message_start","message":{"id":"msg_01Ex","type":"message","role":"assistant","model":"claude-opus-5-5","content":[],"stop_reason":null,"container":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":300,"cache_read_input_tokens":40,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":3,"service_tier":"priority","inference_geo":"us","speed":"fast"}}}""";
    public const string End = """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":12,"cache_creation_input_tokens":300,"cache_read_input_tokens":40,"output_tokens":25}}""";

    /// <summary>Text with escapes and non-ASCII, a tool call, pings, a comment, an unknown event, and two message_deltas.</summary>
    public static readonly string[] Events =
    [
        Event("message_start", Start),
        Event("ping", """{"type":"ping"}"""),
        Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße, 世界 👋"}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a \"quote\"\n\u00e9\ud83d\ude00\\"}}"""),
        ": keep-alive\n\n",
        Event("content_block_stop", """{"type":"content_block_stop","index":0}"""),
        Event("content_block_start", """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_01","name":"weather","input":{}}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":\"Köln\"}"}}"""),
        Event("content_block_delta", """{ "index": 1, "delta": { "partial_json": "x", "type": "input_json_delta" }, "type": "content_block_delta" }"""),
        Event("content_block_stop", """{"type":"content_block_stop","index":1}"""),
        Event("brand_new", """{"type":"brand_new","usage":{"output_tokens":999999}}"""),
        Event("message_delta", """{"type":"message_delta","delta":{},"usage":{"output_tokens":20}}"""),
        Event("message_delta", End),
        Event("message_stop", """{"type":"message_stop"}"""),
    ];

    /// <summary>Decoded: "Grüße, 世界 👋" 20, "a "quote"⏎é😀\" 17, {"city":"Köln"} 16, "x" 1.</summary>
    public static readonly int[] VisibleBytesAfter = [0, 0, 0, 20, 37, 37, 37, 37, 53, 54, 54, 54, 54, 54, 54];

    public static byte[] Bytes => Encoding.UTF8.GetBytes(string.Concat(Events));

    public static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
