using System.Reflection;
using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Control.Http;

/// <summary>
/// One field of a request contract, as its record declares it: its wire name, whether it must be there, what it takes. Checked before
/// the body is deserialized, so that each fault says what to send instead.
/// </summary>
/// <param name="Takes">What it takes, where its type doesn't say it.</param>
/// <param name="Parameter">Of the record, with its attributes.</param>
internal sealed record BodyField(string Name, bool Required, Type Type, bool NullValues, string? Takes, ParameterInfo Parameter)
{
    public static BodyField Of(ParameterInfo parameter)
    {
        var nullability = new NullabilityInfoContext().Create(parameter);
        return new BodyField(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!),
            !parameter.HasDefaultValue,
            Inside(parameter.ParameterType),
            nullability.GenericTypeArguments is [_, { ReadState: NullabilityState.Nullable }],
            parameter.GetCustomAttribute<TakesAttribute>()?.What,
            parameter);
    }

    private static Type Inside(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Settable<>)) type = type.GetGenericArguments()[0];
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    public Problem? FaultIn(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return Required ? Problem.Invalid(Name, "required") : null;
        if (Type == typeof(string)) return IsText(value) ? FaultInText(value, Name) : Problem.Invalid(Name, "must be " + (Takes ?? "a string"));
        if (Type == typeof(long)) return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? null : Problem.Invalid(Name, "must be a whole number in plain digits");
        if (Type == typeof(int)) return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _) ? null : Problem.Invalid(Name, "must be a whole number in plain digits");
        if (Type == typeof(bool)) return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Problem.Invalid(Name, "must be true or false");
        if (Type == typeof(DateTimeOffset))
            return value.ValueKind == JsonValueKind.String && UtcTimeConverter.TryParse(value.GetString(), out _) ? null : Problem.Invalid(Name, UtcTimeConverter.Takes);
        if (Type == typeof(JsonElement)) return JsonDuplicates.In(value, Name) is { } twin ? new Problem(ProblemKind.InvalidRequest, $"{twin}: given twice; send it once", Name) : null; // its use case reads it
        if (Type == typeof(IReadOnlyList<string>)) return FaultInList(value);
        if (Type == typeof(IReadOnlyList<int>))
            return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _)) ? null : Problem.Invalid(Name, "must be an array of whole numbers");
        if (Type.Namespace == typeof(WireJson).Namespace) return FaultInRecord(value);
        return typeof(System.Collections.IEnumerable).IsAssignableFrom(Type)
            ? FaultInMap(value)
            : throw new NotSupportedException($"{Name}: say here what a {Type} takes");
    }

    /// <exception cref="InvalidOperationException">It is a string and no valid Unicode.</exception>
    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is not null;

    /// <summary>PostgreSQL has no text with a NUL in it: stored or asked for, it would be a fault of the server's.</summary>
    private Problem? FaultInText(JsonElement text, string where) => text.GetString()!.Contains('\0') ? new Problem(ProblemKind.InvalidRequest, $"{where}: {NoNul}", Name) : null;

    private const string NoNul = "must not hold a NUL character";

    private Problem? FaultInList(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return Problem.Invalid(Name, "must be an array of strings");
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!IsText(item)) return new Problem(ProblemKind.InvalidRequest, $"{Name}[{index}]: must be a string", Name);
            if (FaultInText(item, $"{Name}[{index}]") is { } fault) return fault;
            index++;
        }

        return null;
    }

    /// <summary>A record inside the record, by the same rules; faults name the way to the field.</summary>
    private Problem? FaultInRecord(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return Problem.Invalid(Name, "must be an object");
        return AdminBody.FaultIn(value, AdminBody.FieldsOf(Type).ToDictionary(field => field.Name, StringComparer.Ordinal), "this object") is { } fault
            ? fault with { Message = $"{Name}.{fault.Message}", Field = $"{Name}.{fault.Field}" }
            : null;
    }

    private Problem? FaultInMap(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return Problem.Invalid(Name, "must be an object whose values are strings");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (!seen.Add(entry.Name)) return Problem.Invalid(Name, "the same key is given twice; send it once");
            if (!IsText(entry.Value) && !(NullValues && entry.Value.ValueKind == JsonValueKind.Null))
                return Problem.Invalid(Name, NullValues ? "a value must be a string, or null to delete the key" : "a value must be a string");
            if (entry.Name.Contains('\0') || entry.Value.ValueKind == JsonValueKind.String && FaultInText(entry.Value, Name) is not null) return Problem.Invalid(Name, NoNul);
        }

        return null;
    }
}
