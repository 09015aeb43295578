using Claviger.Core.Alerts;
using Claviger.Tests.Cli;
using Xunit;

namespace Claviger.Tests.Alerts;

public sealed class The_guide_lists_every_kind
{
    [Fact]
    public void In_the_order_of_the_book_with_its_severity()
    {
        var rows = File.ReadAllLines(Path.Combine(Approved.Root(), "docs", "guide", "alerts.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToList();
        Assert.Equal(AlertKindBook.All.Select(kind => (kind.Name, AlertNames.Of(kind.UsualSeverity))), rows.Select(cells => (cells[1].Trim().Trim('`'), cells[4].Trim())));
    }
}
