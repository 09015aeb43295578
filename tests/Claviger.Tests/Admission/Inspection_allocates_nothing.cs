using System.Text;
using Claviger.Gateway.Admission;
using Xunit;

namespace Claviger.Tests.Admission;

public sealed class Inspection_allocates_nothing
{
    [Fact]
    public void For_a_thousand_ordinary_bodies()
    {
        var body = Encoding.UTF8.GetBytes($$$"""
            {"model":"claude-opus-5-5","max_tokens":1024,"stream":true,"temperature":1,"top_p":0.5,"m\u0065tadata":{"user_id":"\u007bdevice\u007d"},
             "system":[{"type":"text","text":"You are terse.\nAnd kind.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "tools":[{"type":"web_search_20260209","name":"web_search","max_uses":3},{"name":"mine","input_schema":{"type":"object"}}],
             "fallbacks":["claude-opus-5"],"container":{"id":"container_1","skills":[{"type":"custom","skill_id":"skill_1"}]},
             "messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"file_1"}},{"type":"text","text":"{{{new string('a', 1_300)}}}"}]}]}
            """);
        Assert.InRange(body.Length, 1_900, 2_300);
        var shape = new RequestShape();
        for (var i = 0; i < 100; i++) Assert.True(RequestInspector.Inspect(body, shape, InspectionLimits.Messages).IsAccepted);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) RequestInspector.Inspect(body, shape, InspectionLimits.Messages);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }
}
