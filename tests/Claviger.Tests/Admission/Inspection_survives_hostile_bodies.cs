using System.Text;
using Claviger.Gateway.Admission;
using CsCheck;
using Xunit;

namespace Claviger.Tests.Admission;

/// <summary>
/// Mutants of valid bodies: no exception, and agreement with a second, slower reader about everything that governs.
/// Short by default; CLAVIGER_FUZZ_SECONDS makes each property run that long.
/// </summary>
public sealed class Inspection_survives_hostile_bodies
{
    private static readonly byte[][] Seeds = [.. new[]
    {
        """{"model":"claude-haiku-4-5","max_tokens":16,"messages":[{"role":"user","content":"hi \u00e9 \ud83e\udd9c"}]}""",
        """{"model":"claude-opus-5-5","max_tokens":4096,"stream":true,"speed":"fast","inference_geo":"us","service_tier":"auto","messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"file_1"}},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]}""",
        """{"m\u006fdel":"claude-s\u006fnnet-5","max_t\u006fkens":0,"stream":false,"speed":null,"inference_geo":null,"messages":[{"role":"assistant","content":[{"id":"t","input":{"file_id":"data","x":[1,{"type":"url"}]},"type":"tool_use"}]}],"tools":[{"type":"web_search_20260209","name":"web_search","max_uses":3}]}""",
        """{"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}],"fallbacks":[{"model":"claude-opus-5","max_tokens":9}],"container":{"id":"c","skills":[{"type":"custom","skill_id":"s"}]},"messages":[{"content":[{"type":"container_upload","file_id":"file_2"}]}],"max_tokens":7,"model":"claude-opus-5","x":{"file_id":"file_3"}}""",
    }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Pieces that matter to this parser, to be spliced in.</summary>
    private static readonly byte[][] Pieces = [.. new[]
    {
        "\"model\":\"other\",", "\"\\u006dodel\":\"other\",", "\"max_tokens\":1e3,", "\"max_tokens\":9,", "\"stream\":true,", "\"file_id\":\"file_9\",",
        "\"type\":\"tool_use\",", "\"input\":{\"file_id\":\"file_8\"},", "{\"file_id\":\"file_7\"},", "\"speed\":\"fast\",",
        "\"metadata\":{\"file_id\":\"m\",\"user_id\":\"u\"},", "\"thinking\":{\"type\":\"enabled\",\"x\":{\"file_id\":\"file_t\"}},", "\"output_config\":{\"file_id\":\"o\"},",
        "\\ud83d", "\\udd9c", "\\u0022", "\\\\", "\"", "\\",
        "{", "}", "[", "]", ",", ":", "null", "1e400", "-", "\u0000", "\uFEFF", " ", "\"a\":1,", "\"content\":[", "\"source\":{", "[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly Gen<byte[]> AnySeed = Gen.Int[0, Seeds.Length - 1].Select(n => Seeds[n]);

    private static readonly Gen<byte[]> Mutants =
        Gen.Select(AnySeed, Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20]).Array[0, 6], Mutate);

    private static long Seconds => long.TryParse(Environment.GetEnvironmentVariable("CLAVIGER_FUZZ_SECONDS"), out var seconds) ? seconds : 2;

    [Fact]
    public void And_agrees_with_a_second_reader_on_all_it_accepts()
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        do
        {
            Mutants.Sample(body =>
            {
                var request = Inspected.Of(body);
                if (request.Result.IsAccepted) SecondReader.Agrees(body, request);
                else Assert.InRange(request.Result.Position, 0, body.Length);
            }, iter: 2_000, print: Encoding.UTF8.GetString);
        }
        while (clock.GetElapsedTime(start).TotalSeconds < Seconds);
    }

    [Fact]
    public void In_any_spelling_of_its_names()
    {
        Gen.Select(AnySeed, Gen.Int[0, int.MaxValue]).Sample((seed, salt) =>
        {
            var plain = Inspected.Of(seed);
            var spelled = Encoding.UTF8.GetBytes(Respell(Encoding.UTF8.GetString(seed), salt));
            var request = Inspected.Of(spelled);

            Assert.True(request.Result.IsAccepted);
            SecondReader.Agrees(spelled, request);
            Assert.Equal(plain.Text(plain.Shape.Model), request.Text(request.Shape.Model));
            Assert.Equal(plain.Texts(plain.Shape.FileIds), request.Texts(request.Shape.FileIds));
            Assert.Equal((plain.Shape.CachesFor1h, plain.Shape.Images, plain.Shape.UnknownSources), (request.Shape.CachesFor1h, request.Shape.Images, request.Shape.UnknownSources));
        }, iter: 2_000);
    }

    [Fact]
    public void Also_as_batches()
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        do
        {
            Mutants.Sample(mutant =>
            {
                byte[] body = [.. """{"requests":[{"custom_id":"a","params":"""u8, .. Seeds[0], .. """},{"custom_id":"b","params":"""u8, .. mutant, .. "}]}"u8];
                var seen = 0;
                var result = BatchInspector.Inspect(body, new RequestShape(), InspectionLimits.BatchLine, (in BatchLine line) =>
                {
                    seen++;
                    var alone = Inspected.Of(body.AsSpan(line.ParamsOffset, line.ParamsLength).ToArray(), InspectionLimits.BatchLine);
                    Assert.True(alone.Result.IsAccepted);
                    Assert.Equal(alone.Text(alone.Shape.Model), Encoding.UTF8.GetString(line.Shape.Read(body, line.Shape.Model)));
                    Assert.Equal((alone.Shape.MaxTokens, alone.Shape.TextBytes), (line.Shape.MaxTokens, line.Shape.TextBytes));
                });
                Assert.Equal(result.Lines, seen);
            }, iter: 1_000);
        }
        while (clock.GetElapsedTime(start).TotalSeconds < Seconds);
    }

    private static byte[] Mutate(byte[] seed, (int Kind, int Where, int What)[] steps)
    {
        var body = seed;
        foreach (var (kind, where, what) in steps)
        {
            var at = body.Length == 0 ? 0 : where % (body.Length + 1);
            var to = Math.Min(body.Length, at + what % 40);
            body = kind switch
            {
                0 when at < body.Length => [.. body[..at], (byte)(body[at] ^ (1 << (what % 8))), .. body[(at + 1)..]],
                1 => body[..at],
                2 => [.. body[..at], .. body[to..]],
                3 => [.. body[..to], .. body[at..]],
                // Behind a brace or a comma a piece is likely to fit, and so to reach the deeper rules.
                4 => Insert(body, Fitting(body, at), Pieces[what % Pieces.Length]),
                5 => Insert(body, at, Pieces[what % Pieces.Length]),
                _ => Insert(body, Fitting(body, at), Seeds[what % Seeds.Length][(what % 9)..]),
            };
        }

        return body;
    }

    private static byte[] Insert(byte[] body, int at, byte[] piece) => [.. body[..at], .. piece, .. body[at..]];

    private static int Fitting(byte[] body, int from)
    {
        var next = body.AsSpan(from).IndexOfAny((byte)'{', (byte)',', (byte)'[');
        return next < 0 ? from : from + next + 1;
    }

    /// <summary>Writes letters inside quotes as escapes, here and there.</summary>
    private static string Respell(string body, int salt)
    {
        var text = new StringBuilder();
        var (quoted, seed) = (false, (uint)salt);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '"') quoted = !quoted;
            if (quoted && body[i] == '\\')
            {
                var length = body[i + 1] == 'u' ? 6 : 2;
                text.Append(body, i, length);
                i += length - 1;
                continue;
            }

            seed = seed * 1_664_525 + 1_013_904_223;
            if (quoted && char.IsAsciiLetter(body[i]) && seed >> 30 == 0) text.Append($"\\u{(int)body[i]:x4}");
            else text.Append(body[i]);
        }

        return text.ToString();
    }
}
