using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Workspaces;

namespace Claviger.Control.Workspaces;

/// <summary>Reads <c>data_residency</c> over what there is. Every fault names the field inside it.</summary>
internal static class ResidencyFields
{
    private const string Field = "data_residency";

    private static readonly string[] Known = ["workspace_geo", "allowed_inference_geos", "default_inference_geo"];

    public static Outcome<DataResidency> Read(JsonElement? given, DataResidency existing)
    {
        if (given is not { ValueKind: not JsonValueKind.Null } body) return existing;
        if (body.ValueKind != JsonValueKind.Object) return Problem.Invalid(Field, "must be an object, or null");
        var (allowed, standard) = (existing.Allowed, existing.Default);
        foreach (var part in body.EnumerateObject())
        {
            var name = $"{Field}.{part.Name}";
            if (!Known.Contains(part.Name)) return Problem.Invalid(name, $"unknown field; {Field} takes {string.Join(", ", Known)}");
            if (part.Value.ValueKind == JsonValueKind.Null) continue;
            if (part.NameEquals("allowed_inference_geos"))
            {
                if (ReadAllowed(part.Value) is not { } geos) return Problem.Invalid(name, "must be \"unrestricted\", or a list of us and global, each once");
                allowed = geos;
                continue;
            }

            var text = part.Value.ValueKind == JsonValueKind.String ? part.Value.GetString()! : "";
            if (part.NameEquals("workspace_geo"))
            {
                if (text != existing.WorkspaceGeo) return Problem.Invalid(name, $"must be {existing.WorkspaceGeo}: there is no other, and it is for life");
            }
            else if (GeoNames.Inference.TryGetValue(text, out var geo)) standard = geo;
            else return Problem.Invalid(name, "must be us or global");
        }

        var made = new DataResidency(existing.WorkspaceGeo, allowed, standard);
        return made.Allows(standard) ? made : Problem.Invalid(
            $"{Field}.default_inference_geo", $"{GeoNames.Of(standard)} is not among allowed_inference_geos ({GeoNames.TextOf(allowed)}): send one that is, in the same call");
    }

    private static AllowedGeos? ReadAllowed(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.ValueEquals(GeoNames.Unrestricted) ? AllowedGeos.Unrestricted : null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) return null; // an empty list would read as no restriction
        var all = AllowedGeos.Unrestricted;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !GeoNames.Inference.ContainsKey(item.GetString()!)) return null;
            var flag = GeoNames.FlagOf(item.GetString()!);
            if (all.HasFlag(flag)) return null;
            all |= flag;
        }

        return all;
    }
}
