using Claviger.Gateway.Admission;
using Xunit;

namespace Claviger.Tests.Admission;

public sealed class A_request_shows_its_shape
{
    [Fact]
    public void The_plain_fields_are_read()
    {
        var request = Inspected.Of("""
            {"model":"claude-opus-5-5","max_tokens":128000,"stream":true,"speed":"fast","service_tier":"standard_only","inference_geo":"us",
             "thinking":{"type":"adaptive"},"user_profile_id":"uprof_1","metadata":{"user_id":"{\"device\":1}"},"tool_choice":{"type":"any"},
             "mcp_servers":[{"type":"url","url":"https://mcp.example","name":"m"}],
             "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]}
            """);

        Assert.Equal(InspectionResult.Accepted, request.Result);
        var shape = request.Shape;
        Assert.Equal("claude-opus-5-5", request.Text(shape.Model));
        Assert.Equal(128_000, shape.MaxTokens);
        Assert.True(shape.Stream);
        Assert.Equal(RequestedSpeed.Fast, shape.Speed);
        Assert.Equal(RequestedTier.StandardOnly, shape.ServiceTier);
        Assert.Equal(RequestedGeo.Us, shape.Geo);
        Assert.True(shape.ThinkingEnabled);
        Assert.Equal("uprof_1", request.Text(shape.UserProfileId));
        Assert.Equal("""{"device":1}""", request.Text(shape.UserId));
        Assert.Equal(RequestedToolChoice.Any, shape.ToolChoice);
        Assert.True(shape.HasMcpServers);
        Assert.Equal(2, shape.MessageCount);
        Assert.False(shape.NeedsWholeWindow);
    }

    [Fact]
    public void Null_is_absent_for_optional_fields()
    {
        var request = Inspected.With("""
            "stream":null,"speed":null,"service_tier":null,"inference_geo":null,"tools":null,"container":null,"cache_control":null,
            "metadata":null,"thinking":null,"tool_choice":null,"fallbacks":null,"mcp_servers":null,"user_profile_id":null
            """);

        Assert.True(request.Result.IsAccepted);
        Assert.Equal((RequestedSpeed.Absent, RequestedTier.Absent, RequestedGeo.Absent), (request.Shape.Speed, request.Shape.ServiceTier, request.Shape.Geo));
        Assert.False(request.Shape.Stream || request.Shape.CachesFor5m || request.Shape.HasMcpServers || request.Shape.ThinkingEnabled);
    }

    [Theory]
    [InlineData("\"cache_control\":{\"type\":\"ephemeral\"}", true, false)]
    [InlineData("\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}", true, false)]
    [InlineData("\"cache_control\":{\"ttl\":\"1h\",\"type\":\"ephemeral\"}", false, true)]
    [InlineData("\"cache_control\":{\"ttl\":\"2d\"}", false, true)]
    [InlineData("\"cache_control\":{\"t\\u0074l\":\"\\u0031h\"}", false, true)]
    [InlineData("\"cache_control\":{\"ttl\":7}", false, true)]
    [InlineData("\"system\":[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]", false, true)]
    [InlineData("\"tools\":[{\"name\":\"a\",\"cache_control\":{\"type\":\"ephemeral\"}}]", true, false)]
    [InlineData("\"later\":[{\"cache_control\":{\"type\":\"ephemeral\"}}]", true, false)]
    [InlineData("\"system\":\"{\\\"cache_control\\\":{}}\"", false, false)]
    public void Cache_times_are_found_wherever_they_stand(string properties, bool five, bool hour)
    {
        var request = Inspected.With(properties);

        Assert.True(request.Result.IsAccepted);
        Assert.Equal((five, hour), (request.Shape.CachesFor5m, request.Shape.CachesFor1h));
    }

    [Fact]
    public void Images_and_documents_are_counted_by_source()
    {
        var request = Inspected.Blocks("""
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJDREVGR0g="}},
            {"source":{"url":"https://x","type":"url"},"type":"image"},
            {"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"type":"file","file_id":"file_1"}}]},
            {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"QUJD"}},
            {"type":"document","source":{"type":"url","url":"https://x"}},
            {"type":"document","source":{"type":"file","file_id":"file_2"}},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"abc"}},
            {"type":"document","source":{"type":"content","content":[{"type":"text","text":"abc"},{"type":"image","source":{"type":"url","url":"u"}}]}}
            """);

        var shape = request.Shape;
        Assert.True(request.Result.IsAccepted);
        Assert.Equal((1, 2, 1), (shape.ImagesInline, shape.ImagesByUrl, shape.ImagesByFile));
        Assert.Equal((1, 1, 1, 2), (shape.PdfsInline, shape.DocumentsByUrl, shape.DocumentsByFile, shape.DocumentsAsText));
        Assert.Equal(16, shape.PayloadBytes);
        Assert.Equal(0, shape.UnknownSources);
        Assert.True(shape.NeedsWholeWindow);
        Assert.Equal("file_1 file_2", request.Texts(shape.FileIds));
    }

    [Theory]
    [InlineData("""{"type":"image","source":{"type":"drive","id":"x"}}""")]
    [InlineData("""{"type":"image","source":{"media_type":"image/png","data":"AAAA"}}""")]
    [InlineData("""{"type":"image","source":{"type":7}}""")]
    [InlineData("""{"type":"image"}""")]
    [InlineData("""{"type":"video","url":"https://x"}""")]
    [InlineData("""{"type":"text","text":"a","source":{"type":"url","url":"https://x"}}""")]
    [InlineData("""{"type":"text","text":"a","file_id":"file_1"}""")]
    [InlineData("""{"type":"tool_use","id":"t","name":"n","input":{},"source":{"type":"url","url":"u"}}""")]
    [InlineData("""{"type":"text","text":"a","later":{"source":{"type":"url","url":"u"}}}""")]
    [InlineData("""{"type":"text","text":"a","later":[{"type":"image"}]}""")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":"image","source":[{"type":"base64","data":"AAAA"}]}""")]
    public void What_bytes_cannot_bound_needs_the_whole_window(string block)
    {
        var request = Inspected.Blocks(block);

        Assert.True(request.Result.IsAccepted);
        Assert.True(request.Shape.NeedsWholeWindow);
        Assert.Equal(0, request.Shape.PayloadBytes);
    }

    [Theory]
    [InlineData("""{"type":"tool_use","id":"t","name":"n","input":{"file_id":"mine","source":{"type":"base64","data":"AAAA"}}}""")]
    [InlineData("""{"id":"t","input":{"file_id":"mine","a":[{"type":"image","source":{"type":"url","url":"u"}}]},"name":"n","type":"tool_use"}""")]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":"file_id"}""")]
    [InlineData("""{"type":"web_search_tool_result","tool_use_id":"t","content":[{"type":"web_search_result","url":"https://x","encrypted_content":"e"}]}""")]
    [InlineData("""{"type":"search_result","source":"https://x","title":"t","content":[{"type":"text","text":"a"}]}""")]
    [InlineData("""{"type":"text","text":"a","citations":[{"type":"web_search_result_location","url":"https://x"}]}""")]
    public void Data_of_tools_and_results_is_bounded_by_its_bytes(string block)
    {
        var request = Inspected.Blocks(block);

        Assert.True(request.Result.IsAccepted);
        Assert.False(request.Shape.NeedsWholeWindow);
        Assert.Equal(0, request.Shape.FileIds.Length);
        Assert.Equal(0, request.Shape.PayloadBytes);
    }

    [Fact]
    public void Files_are_found_wherever_upstream_may_look()
    {
        var request = Inspected.Of("""
            {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[
              {"type":"container_upload","file_id":"file_a"},
              {"input":{"file_id":"data"},"type":"tool_use"},
              {"type":"code_execution_tool_result","content":{"type":"code_execution_result","content":[{"type":"code_execution_output","file_id":"file_b"}]}},
              {"type":"text","text":"t","citations":[{"type":"char_location","file_id":"file_c"}]},
              {"type":"brand_new","deep":{"er":[{"fil\u0065_id":"file_\u0064"}]}}]}],
             "later":{"file_id":"file_e"},"file_id":"file_f"}
            """);

        Assert.True(request.Result.IsAccepted);
        Assert.Equal("file_a file_b file_c file_d file_e file_f", request.Texts(request.Shape.FileIds));
    }

    [Fact]
    public void Tools_with_a_type_are_listed_with_their_bounds()
    {
        var request = Inspected.With("""
            "tools":[{"type":"web_search_20260209","name":"web_search","max_uses":3},{"name":"mine","input_schema":{"type":"object",
              "properties":{"file_id":{"type":"string"},"source":{"type":"object","default":{"type":"url"}}}}},
              {"type":"custom","name":"too","max_uses":null},{"max_uses":null,"name":"b","type":"bash_20250124"},
              {"type":"advisor_20260301","name":"advisor","model":"claude-opus-5-5"}]
            """);

        var shape = request.Shape;
        Assert.True(request.Result.IsAccepted);
        Assert.Equal(5, shape.ToolCount);
        Assert.Equal(3, shape.TypedTools.Length);
        Assert.Equal(("web_search_20260209", "web_search", 3L),
            (request.Text(shape.TypedTools[0].Type), request.Text(shape.TypedTools[0].Name), shape.TypedTools[0].MaxUses!.Value));
        Assert.Null(shape.TypedTools[1].MaxUses);
        Assert.Equal("claude-opus-5-5", request.Texts(shape.OtherModels));
        Assert.False(shape.NeedsWholeWindow);
    }

    [Fact]
    public void Fallbacks_are_models_too()
    {
        var request = Inspected.With("""
            "fallbacks":["claude-opus-5",{"max_tokens":9,"model":"claude-sonnet-5"},{"model":"claude-\u0068aiku","max_tokens":7,"speed":"fast"}]
            """);

        Assert.True(request.Result.IsAccepted);
        Assert.Equal("claude-opus-5 claude-sonnet-5 claude-haiku", request.Texts(request.Shape.OtherModels));
        Assert.Equal(9, request.Shape.FallbackMaxTokens);
        Assert.True(request.Shape.FallbackChangesRate);
    }

    [Theory]
    [InlineData("\"container\":\"container_1\"", "container_1", "")]
    [InlineData("\"container\":{\"id\":\"container_1\",\"skills\":[{\"type\":\"custom\",\"skill_id\":\"skill_a\"},{\"skill_id\":\"pptx\",\"type\":\"anthropic\"}]}", "container_1", "skill_a:False pptx:True")]
    [InlineData("\"container\":{\"id\":null,\"skills\":null}", "", "")]
    public void Containers_and_skills_are_listed(string properties, string container, string skills)
    {
        var request = Inspected.With(properties);

        var seen = new List<string>();
        foreach (var skill in request.Shape.Skills) seen.Add($"{request.Text(skill.Id)}:{skill.MadeByAnthropic}");
        Assert.True(request.Result.IsAccepted);
        Assert.Equal(container, request.Text(request.Shape.ContainerId));
        Assert.Equal(skills, string.Join(' ', seen));
    }

    [Fact]
    public void Text_is_never_counted_short()
    {
        const string text = "naïve 🦜 \\n \\u00e9";
        var request = Inspected.Blocks($$$"""{"type":"text","text":"{{{text}}}"},{"type":"tool_use","input":{"type":"image","source":{"type":"base64","data":"{{{text}}}"} } }""");

        Assert.True(request.Result.IsAccepted);
        Assert.InRange(request.Shape.TextBytes, 2 * System.Text.Encoding.UTF8.GetByteCount(text), 400);
    }

    [Fact]
    public void Counting_tokens_needs_no_max_tokens()
    {
        var request = Inspected.Of("""{"model":"m","messages":[]}""", InspectionLimits.CountTokens);

        Assert.True(request.Result.IsAccepted);
        Assert.Null(request.Shape.MaxTokens);
    }

    [Fact]
    public void A_shape_used_again_remembers_nothing()
    {
        var shape = new RequestShape();
        RequestInspector.Inspect("""
            {"model":"m","max_tokens":5,"stream":true,"speed":"fast","inference_geo":"us","service_tier":"auto","fallbacks":[{"model":"f","max_tokens":3,"speed":"fast"}],
             "container":{"id":"c","skills":[{"type":"custom","skill_id":"s"}]},"user_profile_id":"p","metadata":{"user_id":"u"},"thinking":{"type":"enabled"},
             "cache_control":{"ttl":"1h"},"system":[{"type":"text","cache_control":{}}],"tool_choice":{"type":"auto"},"mcp_servers":[{}],"tools":[{"type":"t"}],
             "messages":[{"content":[{"type":"image","source":{"type":"file","file_id":"f"}},{"type":"image","source":{"type":"url"}},{"type":"image","source":{"type":"base64","data":"A"}},
             {"type":"document","source":{"type":"file"}},{"type":"document","source":{"type":"url"}},{"type":"document","source":{"type":"base64"}},{"type":"document","source":{"type":"text"}},{"type":"new"}]}]}
            """u8, shape, InspectionLimits.Messages);
        shape.Reset();

        var fresh = new RequestShape();
        foreach (var property in typeof(RequestShape).GetProperties().Where(p => !p.PropertyType.IsByRefLike))
            Assert.Equal(property.GetValue(fresh), property.GetValue(shape));
        Assert.Equal(0, shape.FileIds.Length + shape.OtherModels.Length + shape.Skills.Length + shape.TypedTools.Length);
    }
}
