using Claviger.Gateway.Admission;
using Xunit;

namespace Claviger.Tests.Admission;

public sealed class Every_inspection_fault_has_its_message
{
    [Fact]
    public void Of_its_own()
    {
        var faults = Enum.GetValues<InspectionFault>().Where(f => f != InspectionFault.None).ToArray();
        var unknown = InspectionMessages.Of(new InspectionResult((InspectionFault)255, 0, ""));
        var texts = faults.Select(f => InspectionMessages.Of(new InspectionResult(f, 0, ""))).ToArray();

        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.DoesNotContain(unknown, texts);
        Assert.All(texts, text => Assert.False(text.EndsWith('.') || char.IsUpper(text[0])));
    }

    [Fact]
    public void Naming_the_field_and_the_line()
    {
        var missing = Inspected.Of("""{"model":"m","messages":[]}""").Result;

        Assert.Equal("max_tokens: field required; add it to the request", InspectionMessages.Of(missing));
        Assert.Equal("requests.7.max_tokens: field required; add it to the request", InspectionMessages.Of(missing, line: 7));
        Assert.Equal("requests.7: the request body ends in the middle of its JSON; send all of it (at byte 3)",
            InspectionMessages.Of(new InspectionResult(InspectionFault.Truncated, 3, ""), line: 7));
    }

    [Fact]
    public void That_repeats_nothing_of_the_body()
    {
        var secret = Inspected.With("\"sk-secret\":1,\"sk-secret\":2").Result;

        Assert.DoesNotContain("secret", InspectionMessages.Of(secret), StringComparison.Ordinal);
    }
}
