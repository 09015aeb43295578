using System.Text;
using Claviger.Gateway.Admission;
using Xunit;
using static Claviger.Gateway.Admission.InspectionFault;

namespace Claviger.Tests.Admission;

public sealed class A_bad_request_is_refused
{
    [Theory]
    [InlineData("", Empty)]
    [InlineData(" \r\n\t", Empty)]
    [InlineData("\uFEFF{}", ByteOrderMark)]
    [InlineData("[]", BodyNotAnObject)]
    [InlineData("\"a\"", BodyNotAnObject)]
    [InlineData("1", BodyNotAnObject)]
    [InlineData("{", Truncated)]
    [InlineData("{\"model\":\"m", Truncated)]
    [InlineData("{\"stream\":tru", Truncated)]
    [InlineData("{\"stream\":trux}", Malformed)]
    [InlineData("{\"a\":1,}", Malformed)]
    [InlineData("{/*c*/\"a\":1}", Malformed)]
    [InlineData("{\"a\":'b'}", Malformed)]
    [InlineData("{\"a\":NaN}", Malformed)]
    [InlineData("{\"a\":01}", Malformed)]
    [InlineData("{\"a\":\"\t\"}", Malformed)]
    [InlineData("{\"a\":\"\\x\"}", Malformed)]
    [InlineData("{\"a\":\"\\ud83d\"}", LoneSurrogate)]
    [InlineData("{\"a\":\"\\udd9c\"}", LoneSurrogate)]
    [InlineData("{\"a\":[{\"b\":\"\\ud83d\\u0041\"}]}", LoneSurrogate)]
    [InlineData("{\"a\":\"\\\\\\ud83d\"}", LoneSurrogate)]
    [InlineData("{\"\\udd9c\":1}", LoneSurrogate)]
    [InlineData("{\"a\":{\"\\udd9c\":1}}", LoneSurrogate)]
    [InlineData("{\"a\":{\"x\\uD83D\\uD83Dx\":1}}", LoneSurrogate)]
    [InlineData("{\"a\":1,\"a\":1}", DuplicateProperty)]
    [InlineData("{\"ab\":1,\"a\\u0062\":1}", DuplicateProperty)]
    [InlineData("{\"a\\u0062\":1,\"ab\":1}", DuplicateProperty)]
    [InlineData("{\"\":1,\"\":1}", DuplicateProperty)]
    public void As_a_body(string body, InspectionFault fault) => Assert.Equal(fault, Inspected.Of(body).Result.Fault);

    [Theory]
    [InlineData("model", "null", NotAString)]
    [InlineData("model", "7", NotAString)]
    [InlineData("model", "{}", NotAString)]
    [InlineData("model", "[\"m\"]", NotAString)]
    [InlineData("model", "\"\"", EmptyString)]
    [InlineData("max_tokens", "null", NotAnInteger)]
    [InlineData("max_tokens", "\"1\"", NotAnInteger)]
    [InlineData("max_tokens", "1.0", NotAnInteger)]
    [InlineData("max_tokens", "1e2", NotAnInteger)]
    [InlineData("max_tokens", "1E2", NotAnInteger)]
    [InlineData("max_tokens", "1e400", NotAnInteger)]
    [InlineData("max_tokens", "true", NotAnInteger)]
    [InlineData("max_tokens", "[1]", NotAnInteger)]
    [InlineData("max_tokens", "-1", NumberNegative)]
    [InlineData("max_tokens", "-0", NumberNegative)]
    [InlineData("max_tokens", "-1.5", NotAnInteger)]
    [InlineData("max_tokens", "2147483648", NumberTooLarge)]
    [InlineData("max_tokens", "18446744073709551617", NumberTooLarge)]
    [InlineData("max_tokens", "99999999999999999999999999999999999999999999999999", NumberTooLarge)]
    [InlineData("messages", "null", NotAnArray)]
    [InlineData("messages", "\"hi\"", NotAnArray)]
    [InlineData("messages", "{}", NotAnArray)]
    [InlineData("stream", "\"true\"", NotABoolean)]
    [InlineData("stream", "1", NotABoolean)]
    [InlineData("stream", "{}", NotABoolean)]
    [InlineData("tools", "{}", NotAnArray)]
    [InlineData("tools", "\"t\"", NotAnArray)]
    [InlineData("speed", "1", NotAString)]
    [InlineData("speed", "[\"fast\"]", NotAString)]
    [InlineData("service_tier", "false", NotAString)]
    [InlineData("inference_geo", "{}", NotAString)]
    [InlineData("user_profile_id", "1", NotAString)]
    [InlineData("container", "1", NotAStringOrObject)]
    [InlineData("container", "[]", NotAStringOrObject)]
    [InlineData("cache_control", "\"ephemeral\"", NotAnObject)]
    [InlineData("metadata", "[]", NotAnObject)]
    [InlineData("thinking", "true", NotAnObject)]
    [InlineData("tool_choice", "\"auto\"", NotAnObject)]
    [InlineData("mcp_servers", "{}", NotAnArray)]
    [InlineData("fallbacks", "\"claude\"", NotAnArray)]
    [InlineData("fallbacks", "[1]", FallbackWithoutModel)]
    [InlineData("fallbacks", "[[\"m\"]]", FallbackWithoutModel)]
    [InlineData("fallbacks", "[{\"max_tokens\":1}]", FallbackWithoutModel)]
    [InlineData("fallbacks", "[\"\"]", EmptyString)]
    public void For_the_kind_of_a_top_level_value(string field, string value, InspectionFault fault)
    {
        var body = new Dictionary<string, string> { ["model"] = "\"m\"", ["max_tokens"] = "1", ["messages"] = "[]", [field] = value };
        var request = Inspected.Of($"{{{string.Join(',', body.Select(p => $"\"{p.Key}\":{p.Value}"))}}}");

        Assert.Equal((fault, field), (request.Result.Fault, request.Result.Field));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("max_tokens")]
    [InlineData("messages")]
    public void For_a_missing_field(string field)
    {
        var body = new[] { "\"model\":\"m\"", "\"max_tokens\":1", "\"messages\":[]" }.Where(p => !p.Contains(field, StringComparison.Ordinal));
        var request = Inspected.Of($"{{{string.Join(',', body)}}}");

        Assert.Equal((FieldRequired, field), (request.Result.Fault, request.Result.Field));
    }

    [Theory]
    [InlineData("\"tools\":[{\"type\":7}]", NotAString, "type")]
    [InlineData("\"tools\":[{\"type\":\"t\",\"name\":{}}]", NotAString, "name")]
    [InlineData("\"tools\":[{\"max_uses\":1.5}]", NotAnInteger, "max_uses")]
    [InlineData("\"tools\":[{\"max_uses\":\"3\"}]", NotAnInteger, "max_uses")]
    [InlineData("\"tools\":[{\"max_uses\":-1}]", NumberNegative, "max_uses")]
    [InlineData("\"tools\":[{\"max_uses\":9999999999}]", NumberTooLarge, "max_uses")]
    [InlineData("\"tools\":[{\"cache_control\":\"x\"}]", NotAnObject, "cache_control")]
    [InlineData("\"system\":[{\"type\":\"image\",\"source\":{\"file_id\":7}}]", NotAString, "file_id")]
    [InlineData("\"system\":[{\"type\":\"container_upload\",\"file_id\":{}}]", NotAString, "file_id")]
    [InlineData("\"fallbacks\":[{\"model\":7}]", NotAString, "model")]
    [InlineData("\"fallbacks\":[{\"model\":\"m\",\"max_tokens\":1e3}]", NotAnInteger, "max_tokens")]
    [InlineData("\"container\":{\"id\":7}", NotAString, "id")]
    [InlineData("\"container\":{\"skills\":{}}", NotAnArray, "skills")]
    [InlineData("\"container\":{\"skills\":[{\"skill_id\":7}]}", NotAString, "skill_id")]
    [InlineData("\"metadata\":{\"user_id\":7}", NotAString, "user_id")]
    public void For_the_kind_of_an_inner_value(string properties, InspectionFault fault, string field)
    {
        var request = Inspected.With(properties);

        Assert.Equal((fault, field), (request.Result.Fault, request.Result.Field));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("source")]
    [InlineData("cache_control")]
    [InlineData("ttl")]
    [InlineData("file_id")]
    [InlineData("url")]
    [InlineData("data")]
    [InlineData("media_type")]
    [InlineData("max_uses")]
    [InlineData("name")]
    [InlineData("model")]
    [InlineData("content")]
    [InlineData("input")]
    [InlineData("skill_id")]
    public void For_a_governing_name_given_twice_at_any_depth_and_in_any_spelling(string name)
    {
        var escaped = $"\\u{(int)name[0]:x4}{name[1..]}";
        foreach (var place in new[] { "{0}", "[{0}]", "{{\"a\":[{0}]}}" })
        {
            foreach (var second in new[] { name, escaped, string.Concat(name.Select(c => $"\\u{(int)c:X4}")) })
            {
                var twice = $"{{\"{name}\":null,\"b\":1,\"{second}\":null}}";
                var request = Inspected.With($"\"later\":{place.Replace("{0}", twice, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)}");
                Assert.Equal((DuplicateProperty, name), (request.Result.Fault, request.Result.Field));
            }
        }
    }

    [Theory]
    [InlineData(64, None)]
    [InlineData(65, TooDeep)]
    [InlineData(500, TooDeep)]
    [InlineData(100_000, TooDeep)]
    public void Below_64_levels(int depth, InspectionFault fault)
    {
        var arrays = depth - 1; // the body is the first level
        Assert.Equal(fault, Inspected.With($"\"a\":{new string('[', arrays)}{new string(']', arrays)}").Result.Fault);
        Assert.Equal(fault, Inspected.With($"\"a\":{string.Concat(Enumerable.Repeat("{\"a\":", arrays))}1{new string('}', arrays)}").Result.Fault);
    }

    [Fact]
    public void With_anything_behind_it()
    {
        const string valid = """{"model":"m","max_tokens":0,"messages":[]}""";

        Assert.Equal(None, Inspected.Of(valid + " \r\n\t").Result.Fault);
        foreach (var tail in new[] { "{}", ",", "}", "\0", "x", valid, "  1", "/**/" })
            Assert.Equal((TrailingData, valid.Length + tail.Length - tail.TrimStart().Length), (Inspected.Of(valid + tail).Result.Fault, Inspected.Of(valid + tail).Result.Position));
    }

    [Fact]
    public void With_invalid_utf8_anywhere_and_says_where()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":0,"messages":[],"a":"{{new string('é', 9_000)}}"}""");
        foreach (var at in new[] { 0, 10, 60, 4_096, 12_000, body.Length - 1 })
        {
            var broken = body.ToArray();
            broken[at] = 0xFF;
            var result = Inspected.Of(broken).Result;
            Assert.Equal(InvalidUtf8, result.Fault);
            Assert.InRange(result.Position, at - 1, at);
        }
    }

    [Fact]
    public void Over_its_bounds_on_names()
    {
        Assert.Equal(None, Inspected.With($"\"speed\":\"{new string('a', 256)}\"").Result.Fault);
        Assert.Equal(StringTooLong, Inspected.With($"\"speed\":\"{new string('a', 257)}\"").Result.Fault);
        Assert.Equal(None, Inspected.With($"\"speed\":\"{string.Concat(Enumerable.Repeat("\\u0061", 256))}\"").Result.Fault);
        Assert.Equal(StringTooLong, Inspected.With($"\"speed\":\"{string.Concat(Enumerable.Repeat("\\u0061", 257))}\"").Result.Fault);
        Assert.Equal(PropertyNameTooLong, Inspected.With($"\"{new string('a', 257)}\":1").Result.Fault);
        Assert.Equal(PropertyNameTooLong, Inspected.With($"\"{string.Concat(Enumerable.Repeat("\\u0061", 257))}\":1").Result.Fault);
        Assert.Equal(None, Inspected.With(string.Join(',', Enumerable.Range(0, 512).Select(n => $"\"p{n}\":{n}"))).Result.Fault);
        Assert.Equal(TooManyProperties, Inspected.With(string.Join(',', Enumerable.Range(0, 513).Select(n => $"\"p{n}\":{n}"))).Result.Fault);
    }

    [Fact]
    public void But_not_for_what_is_unknown()
    {
        var request = Inspected.With("""
            "brand_new":{"a":1,"a":2,"n":1e400,"max_tokens":1.5,"stream":"yes"},"temperature":1.0,"mod\u0065l2":"x","x\\ud83d":"\\ud83d","y":"\ud83e\udd9c"
            """);

        Assert.Equal(None, request.Result.Fault);
    }
}
