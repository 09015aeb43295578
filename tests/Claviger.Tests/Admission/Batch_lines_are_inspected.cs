using System.Text;
using Claviger.Gateway.Admission;
using Xunit;
using static Claviger.Gateway.Admission.InspectionFault;

namespace Claviger.Tests.Admission;

public sealed class Batch_lines_are_inspected
{
    private const string Params = """{"model":"claude-haiku-4-5","max_tokens":5,"messages":[]}""";

    private static (BatchInspectionResult Result, List<string> Lines) Inspect(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var lines = new List<string>();
        var result = BatchInspector.Inspect(bytes, new RequestShape(), InspectionLimits.BatchLine, (in BatchLine line) =>
            lines.Add($"{line.Index} {line.CustomId} {Encoding.UTF8.GetString(line.Shape.Read(bytes, line.Shape.Model))} {line.Shape.MaxTokens} {Encoding.UTF8.GetString(bytes.AsSpan(line.ParamsOffset, line.ParamsLength))}"));
        return (result, lines);
    }

    [Fact]
    public void Each_with_its_own_shape_and_place()
    {
        const string other = """{"max_tokens":7,"mod\u0065l":"claude-\u006fpus","messages":[{"role":"user","content":"\u00e9"}],"stream":false}""";
        var (result, lines) = Inspect($$$"""{"later":[{"a":1}],"requests":[{"custom_id":"a-1","params":{{{Params}}}}, {"params":{{{other}}},"x":[1],"custom_id":"b\u005f2"}]} """);

        Assert.Equal(new BatchInspectionResult(InspectionResult.Accepted, -1, 2), result);
        Assert.Equal([$"0 a-1 claude-haiku-4-5 5 {Params}", $"1 b_2 claude-opus 7 {other}"], lines);
    }

    [Theory]
    [InlineData("{}", FieldRequired, "requests", -1)]
    [InlineData("""{"requests":{}}""", NotAnArray, "requests", -1)]
    [InlineData("""{"requests":[]}""", NoRequests, "requests", -1)]
    [InlineData("""{"requests":[7]}""", NotAnObject, "requests", 0)]
    [InlineData("""{"requests":[{"params":P}]}""", FieldRequired, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"a"}]}""", FieldRequired, "params", 0)]
    [InlineData("""{"requests":[{"custom_id":"a","params":[]}]}""", NotAnObject, "params", 0)]
    [InlineData("""{"requests":[{"custom_id":7,"params":P}]}""", NotAString, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"","params":P}]}""", BadCustomId, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"a b","params":P}]}""", BadCustomId, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"é","params":P}]}""", BadCustomId, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"a\n","params":P}]}""", BadCustomId, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"\ud83d","params":P}]}""", LoneSurrogate, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P},{"custom_id":"\u0061","params":P}]}""", DuplicateCustomId, "custom_id", 1)]
    [InlineData("""{"requests":[{"custom_id":"a","custom_id":"b","params":P}]}""", DuplicateProperty, "custom_id", 0)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P,"p\u0061rams":P}]}""", DuplicateProperty, "params", 0)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P}],"request\u0073":[]}""", DuplicateProperty, "requests", -1)]
    [InlineData("""{"a":1,"\u0061":1}""", DuplicateProperty, "", -1)]
    [InlineData("""{"a":"\ud83d"}""", LoneSurrogate, "", -1)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P}]}{}""", TrailingData, "", -1)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P}]""", Truncated, "", -1)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P""", Truncated, "", 0)]
    [InlineData("""{"requests":[{"custom_id":"a","params":P},]}""", Malformed, "", 0)]
    [InlineData("""[]""", BodyNotAnObject, "", -1)]
    public void Or_the_batch_is_refused(string body, InspectionFault fault, string field, int line)
    {
        var (result, _) = Inspect(body.Replace("P", Params, StringComparison.Ordinal));

        Assert.Equal((fault, field, line), (result.Result.Fault, result.Result.Field, result.Line));
    }

    [Theory]
    [InlineData("\"stream\":true", StreamInBatch)]
    [InlineData("\"speed\":\"standard\"", SpeedInBatch)]
    [InlineData("\"speed\":7", NotAString)]
    [InlineData("\"x\":1,\"x\":1", DuplicateProperty)]
    [InlineData("\"model\":\"other\"", DuplicateProperty)]
    [InlineData("\"stream\":false,\"speed\":null", None)]
    public void By_the_rules_of_requests_and_of_batches(string properties, InspectionFault fault)
    {
        var line = $$$"""{"custom_id":"b","params":{"model":"m","max_tokens":1,"messages":[],{{{properties}}}}}""";
        var (result, _) = Inspect($$$"""{"requests":[{"custom_id":"a","params":{{{Params}}}},{{{line}}}]}""");

        Assert.Equal((fault, fault == None ? -1 : 1), (result.Result.Fault, result.Line));
    }

    [Fact]
    public void Pre_warming_a_cache_is_refused()
    {
        var (result, _) = Inspect("""{"requests":[{"custom_id":"a","params":{"model":"m","max_tokens":0,"messages":[]}}]}""");

        Assert.Equal((ZeroMaxTokensInBatch, "max_tokens"), (result.Result.Fault, result.Result.Field));
    }

    [Theory]
    [InlineData(63, None)]
    [InlineData(64, TooDeep)]
    public void As_deep_as_requests_may_be(int arrays, InspectionFault fault)
    {
        var deep = new string('[', arrays) + new string(']', arrays);
        var (result, _) = Inspect($$$"""{"requests":[{"custom_id":"a","params":{"model":"m","max_tokens":1,"messages":[],"x":{{{deep}}}}}]}""");

        Assert.Equal(fault, result.Result.Fault);
    }

    [Theory]
    [InlineData(100_000, None)]
    [InlineData(100_001, TooManyRequests)]
    public void Up_to_a_hundred_thousand(int count, InspectionFault fault)
    {
        var (result, lines) = Inspect($$"""{"requests":[{{string.Join(',', Enumerable.Range(0, count).Select(n => $$$"""{"custom_id":"r{{{n}}}","params":{{{Params}}}}"""))}}]}""");

        Assert.Equal(fault, result.Result.Fault);
        Assert.Equal((100_000, 100_000), (result.Lines, lines.Count));
    }
}
