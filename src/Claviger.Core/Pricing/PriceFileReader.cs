using System.Text.Json;
using Claviger.Core.Usage;

namespace Claviger.Core.Pricing;

/// <summary>Reads the shape of a price file. Whether its parts make a book together is <see cref="PriceBookBuilder"/>'s question.</summary>
internal sealed class PriceFileReader(List<PriceFault> faults)
{
    private Ratio _batch;
    private Ratio _us;

    /// <param name="under">The file this one is laid over; its factors hold where this one says nothing.</param>
    public PriceFile? Read(ReadOnlySpan<byte> utf8, PriceFile? under)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            using var json = JsonDocument.ParseValue(ref reader);
            reader.Read(); // throws where something follows the object
            return File(new PriceFields(json.RootElement, "$", faults), under);
        }
        catch (JsonException e)
        {
            faults.Add(new PriceFault("$", $"not JSON: {e.Message}", "mend the text there"));
        }
        catch (InvalidOperationException)
        {
            faults.Add(new PriceFault("$", "a text holds half a surrogate pair or bytes that are not UTF-8", "save the file as UTF-8"));
        }

        return null;
    }

    private PriceFile File(PriceFields root, PriceFile? under)
    {
        root.Require("format", "write \"format\": 1");
        if (root.Count("format") is { } format and not 1) root.Fault("format", $"{format} is not known", "write 1");

        var factors = root.Object("factors");
        var batch = factors?.Factor("batch") ?? under?.Batch;
        var us = factors?.Factor("us") ?? under?.Us;
        factors?.RefuseOthers();
        if (batch is null || us is null) root.Fault("factors", "incomplete", "write \"factors\": { \"batch\": \"1/2\", \"us\": \"11/10\" }");
        (_batch, _us) = (batch ?? Ratio.One, us ?? Ratio.One);

        var models = root.Objects("models").Select(Model).OfType<ModelDraft>().ToList();
        var tools = root.Objects("server_tools").Select(Tool).OfType<ToolDraft>().ToList();
        root.RefuseOthers();
        return new PriceFile(batch, us, models, tools);
    }

    private ModelDraft? Model(PriceFields model)
    {
        model.Require("id", "name the model as requests do");
        model.Require("source", "say where this was read, and when");
        var id = model.Name("id");
        var draft = new ModelDraft(model.Path, id ?? "")
        {
            Aliases = model.Names("aliases"),
            Free = model.Flag("free"),
            ContextTokens = model.Count("context_tokens"),
            MaxOutputTokens = model.Count("max_output_tokens"),
            BatchMaxOutputTokens = model.Count("batch_max_output_tokens"),
            MinCacheableTokens = model.Count("min_cacheable_tokens"),
            AcceptsInferenceGeo = model.Flag("accepts_inference_geo"),
            FastRunsAsStandard = model.Flag("fast_runs_as_standard"),
            State = model.Choice("state", ("active", ModelState.Active), ("limited", ModelState.Limited), ("legacy", ModelState.Legacy), ("retired", ModelState.Retired)),
            Released = model.Date("released"),
            NotRetiredBefore = model.Date("not_retired_before"),
            Retires = model.Date("retires"),
            Source = model.Text("source"),
            Note = model.Text("note"),
            Prices = [.. model.Objects("prices").Select(Row).OfType<RowDraft>()],
        };
        model.RefuseOthers();
        return id is null ? null : draft;
    }

    private RowDraft? Row(PriceFields row)
    {
        row.Require("effective_from", "say from when the price holds: \"2026-11-23\"");
        row.Require("source", "say where this was read, and when");
        foreach (var name in (ReadOnlySpan<string>)["input", "output", "cache_write_5m", "cache_write_1h", "cache_read"])
        {
            row.Require(name, "write USD per million tokens; \"0\" if it is free");
        }

        var speed = row.Choice("speed", ("standard", Speed.Standard), ("fast", Speed.Fast)) ?? Speed.Standard;
        var from = row.Instant("effective_from");
        var until = row.Instant("effective_until");
        if (until <= from) row.Fault("effective_until", "not after effective_from", "write a later date, or leave it out");

        var above = row.Count("above_prompt_tokens") ?? 0;
        var (input, output) = (row.Price("input"), row.Price("output"));
        var (write5m, write1h, read) = (row.Price("cache_write_5m"), row.Price("cache_write_1h"), row.Price("cache_read"));
        var none = row.IsText("batch_factor", "none");
        var batch = row.Factor("batch_factor") ?? (none || speed == Speed.Fast ? null : _batch);
        var us = row.Factor("us_factor") ?? _us;
        var source = row.Text("source");
        row.RefuseOthers();

        return from is { } start && input is { } i && output is { } o && write5m is { } w5 && write1h is { } w1 && read is { } r && source is not null
            ? new RowDraft(row.Path, speed, start, until, new PriceRow(above, i, o, w5, w1, r, batch, us, source))
            : null;
    }

    private ToolDraft? Tool(PriceFields tool)
    {
        tool.Require("name", "name the tool");
        tool.Require("source", "say where this was read, and when");
        var name = tool.Name("name");
        var draft = new ToolDraft(tool.Path, name ?? "")
        {
            Types = tool.Names("types"),
            Free = tool.Flag("free"),
            Source = tool.Text("source"),
            Note = tool.Text("note"),
            Prices = [.. tool.Objects("prices").Select(ToolPrice).OfType<(string, ServerToolPrice)>()],
        };
        tool.RefuseOthers();
        return name is null ? null : draft;
    }

    private static (string, ServerToolPrice)? ToolPrice(PriceFields price)
    {
        price.Require("effective_from", "say from when the price holds: \"2026-11-23\"");
        price.Require("usd_per_thousand", "write USD per thousand uses");
        price.Require("source", "say where this was read, and when");
        var (from, nanos, source) = (price.Instant("effective_from"), price.Price("usd_per_thousand"), price.Text("source"));
        price.RefuseOthers();
        return from is { } start && nanos is { } n && source is not null ? (price.Path, new ServerToolPrice(start, n, source)) : null;
    }
}
