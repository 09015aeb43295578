using Claviger.Core;
using Claviger.Core.Policy;
using Xunit;

namespace Claviger.Tests.Upstream;

public sealed class An_address_is_what_the_caller_wrote
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "/v1/messages", null, "/v1/messages")]
    [InlineData("http://127.0.0.1:8080", "/v1/messages", "", "/v1/messages")]
    [InlineData("http://127.0.0.1:8080/", "/v1/messages", "?beta=true", "/v1/messages?beta=true")]
    [InlineData("http://127.0.0.1:8080", "/v1/messages", "?beta=%74rue", "/v1/messages?beta=%74rue")]
    [InlineData("http://127.0.0.1:8080", "/v1/messages", "?beta=true&x=%2e%2e/", "/v1/messages?beta=true&x=%2e%2e/")]
    [InlineData("http://127.0.0.1:8080", "/v1/files/file_1..x/content", null, "/v1/files/file_1..x/content")]
    [InlineData("http://127.0.0.1:8080/base/", "/v1/messages", null, "/base/v1/messages")]
    public void Behind_the_root_of_upstream(string root, string path, string? query, string expected)
    {
        var target = new UpstreamTarget(new UpstreamId("upstream_1"), "anthropic", new Uri(root), "sk-ant-x");

        var address = target.Address(path, query);
        Assert.Equal(("127.0.0.1", 8080, expected), (address.IdnHost, address.Port, address.PathAndQuery));
    }
}
