using System.Text.Json;
using Claviger.Core.Checklist;
using Claviger.Core.Checklist.Forms;
using Claviger.Core.Contracts;
using Claviger.Core.Reports;
using Xunit;
using static Claviger.Tests.Checklist.GoodOrganization;

namespace Claviger.Tests.Checklist;

/// <summary>S13: what people called their keys does nothing to whoever opens the report.</summary>
public sealed class Reports_are_safe_to_open
{
    private const string Hostile = "<img src=x onerror=alert(1)>|[a](javascript:1)`=cmd()";

    private static ChecklistView Checklist(string name)
    {
        var facts = WithKey(Facts() with { OrganizationName = name }, "prod-backend", key => key with { Name = name, RotationDays = null });
        return ChecklistViews.Of(ChecklistReport.Of(facts, ChecklistSettings.Default, []));
    }

    [Fact]
    public void A_page_holds_no_markup_of_theirs_and_fetches_nothing()
    {
        var html = ChecklistHtml.Of(Checklist(Hostile), new ReportExtras([new("<script>t", ["<script>h"], [["<script>c"]])], ["<script>alert(2)</script>"]));
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<script", html);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html);
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_is_not_broken_by_a_name() => Assert.Contains("\\<img src=x onerror=alert\\(1\\)\\>\\|\\[a\\]\\(javascript:1\\)\\`=cmd\\(\\)", ChecklistMarkdown.Of(Checklist(Hostile)));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "+1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("@sum(a)", "\"'@sum(a)\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void A_cell_is_text_and_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Fact]
    public void Every_line_of_the_csv_has_all_columns()
    {
        var lines = ChecklistCsv.Of(Checklist("prod-backend")).TrimEnd('\n').Split('\n');
        Assert.Equal(ControlBook.All.Count + 1, lines.Length); // one finding has evidence, one line
        Assert.Contains(lines, line => line.StartsWith("rotation-scheduled,", StringComparison.Ordinal) && line.Contains(",fail,api_key,apikey_prod-backend,prod-backend,has no rotation schedule,claviger rotation set", StringComparison.Ordinal));
    }

    [Fact]
    public void Sarif_has_a_rule_for_each_control_and_a_result_for_each_piece_of_evidence()
    {
        var sarif = JsonDocument.Parse(ChecklistSarif.Of(Checklist("prod-backend"), "1.2.3")).RootElement;
        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        var run = sarif.GetProperty("runs")[0];
        Assert.Equal(ControlBook.All.Count, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
        var result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(("rotation-scheduled", "error"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()));
        Assert.Equal("rotation-scheduled", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal("rotation-scheduled/apikey_prod-backend", result.GetProperty("partialFingerprints").GetProperty("claviger/v1").GetString());
    }

    [Fact]
    public void A_command_to_paste_holds_a_name_only_where_a_shell_takes_it_as_it_stands()
    {
        Assert.Equal("prod-backend", Remedy.Word("prod-backend", "apikey_1"));
        foreach (var name in new[] { "a b", "$(reboot)", "a;b", "-rf", "", "`x`", "ä", "a\nb", "a|b" }) Assert.Equal("apikey_1", Remedy.Word(name, "apikey_1"));
    }
}
