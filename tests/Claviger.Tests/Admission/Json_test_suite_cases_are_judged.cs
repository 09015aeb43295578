using System.Text;
using Claviger.Gateway.Admission;
using Xunit;
using static Claviger.Gateway.Admission.InspectionFault;

namespace Claviger.Tests.Admission;

/// <summary>The 318 files of tests/vectors/json, each as a whole body and as the value of a property that we don't know.</summary>
public sealed class Json_test_suite_cases_are_judged
{
    /// <summary>What we make of the cases that a parser may take either way: numbers of any size pass, text that is not whole Unicode does not.</summary>
    private static readonly Dictionary<string, InspectionFault> EitherWay = new()
    {
        ["i_number_double_huge_neg_exp"] = None,
        ["i_number_huge_exp"] = None,
        ["i_number_neg_int_huge_exp"] = None,
        ["i_number_pos_double_huge_exp"] = None,
        ["i_number_real_neg_overflow"] = None,
        ["i_number_real_pos_overflow"] = None,
        ["i_number_real_underflow"] = None,
        ["i_number_too_big_neg_int"] = None,
        ["i_number_too_big_pos_int"] = None,
        ["i_number_very_big_negative_int"] = None,
        ["i_object_key_lone_2nd_surrogate"] = LoneSurrogate,
        ["i_string_1st_surrogate_but_2nd_missing"] = LoneSurrogate,
        ["i_string_1st_valid_surrogate_2nd_invalid"] = LoneSurrogate,
        ["i_string_UTF-16LE_with_BOM"] = InvalidUtf8,
        ["i_string_UTF-8_invalid_sequence"] = InvalidUtf8,
        ["i_string_UTF8_surrogate_U+D800"] = InvalidUtf8,
        ["i_string_incomplete_surrogate_and_escape_valid"] = LoneSurrogate,
        ["i_string_incomplete_surrogate_pair"] = LoneSurrogate,
        ["i_string_incomplete_surrogates_escape_valid"] = LoneSurrogate,
        ["i_string_invalid_lonely_surrogate"] = LoneSurrogate,
        ["i_string_invalid_surrogate"] = LoneSurrogate,
        ["i_string_invalid_utf-8"] = InvalidUtf8,
        ["i_string_inverted_surrogates_U+1D11E"] = LoneSurrogate,
        ["i_string_iso_latin_1"] = InvalidUtf8,
        ["i_string_lone_second_surrogate"] = LoneSurrogate,
        ["i_string_lone_utf8_continuation_byte"] = InvalidUtf8,
        ["i_string_not_in_unicode_range"] = InvalidUtf8,
        ["i_string_overlong_sequence_2_bytes"] = InvalidUtf8,
        ["i_string_overlong_sequence_6_bytes"] = InvalidUtf8,
        ["i_string_overlong_sequence_6_bytes_null"] = InvalidUtf8,
        ["i_string_truncated-utf-8"] = InvalidUtf8,
        ["i_string_utf16BE_no_BOM"] = InvalidUtf8,
        ["i_string_utf16LE_no_BOM"] = InvalidUtf8,
        ["i_structure_500_nested_arrays"] = TooDeep,
        ["i_structure_UTF-8_BOM_empty_object"] = Malformed,
    };

    private static readonly string Folder = Find();

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void All_of_them() => Assert.Equal(318, Files().Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void As_a_value(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
        byte[] body = [.. """{"model":"claude-haiku-4-5","max_tokens":1,"messages":[],"x":"""u8, .. file, .. "}"u8];
        var fault = Inspected.Of(body).Result.Fault;

        if (name.StartsWith("y_", StringComparison.Ordinal)) Assert.Equal(None, fault);
        else if (name.StartsWith("n_", StringComparison.Ordinal)) Assert.NotEqual(None, fault);
        else Assert.Equal(EitherWay[name], fault);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void As_a_body_none_is_a_request(string name) =>
        Assert.NotEqual(None, Inspected.Of(File.ReadAllBytes(Path.Combine(Folder, name + ".json"))).Result.Fault);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Claviger.slnx"))) return Path.Combine(folder.FullName, "tests", "vectors", "json");
        }

        throw new DirectoryNotFoundException("no folder above the test program holds Claviger.slnx");
    }
}
