using System.Globalization;
using System.Text.Json;

namespace Connectors.Gemini.Emulator.Messages;

/// <summary>Holds a body against the service's messages, in the order of the body and with the service's words.</summary>
internal sealed class ShapeChecker(MessageTable table, IReadOnlySet<string> knownExtraNames)
{
    private const int MostLevels = 100;

    private readonly List<ShapeProblem> _problems = [];
    private int _level;

    public static IReadOnlyList<ShapeProblem> Check(MessageTable table, string message, JsonElement body, IReadOnlySet<string> knownExtraNames)
    {
        var checker = new ShapeChecker(table, knownExtraNames);
        if (body.ValueKind == JsonValueKind.Object)
        {
            checker.CheckMessage(message, body, "");
        }
        else
        {
            checker.Add(ShapeProblemKind.InvalidValue, "", "Invalid JSON payload received. Unknown name \"\": Root element must be a message.");
        }

        return checker._problems;
    }

    private void CheckMessage(string message, JsonElement element, string path)
    {
        _level++;
        Dictionary<string, string>? taken = null;
        foreach (var property in element.EnumerateObject())
        {
            var field = table.Field(message, property.Name);
            if (field is null)
            {
                if (!knownExtraNames.Contains(property.Name))
                {
                    Unknown(property.Name, path, "Cannot find field.");
                }

                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (field.OneOf is { } oneOf && !(taken ??= new(StringComparer.Ordinal)).TryAdd(oneOf, property.Name))
            {
                Add(ShapeProblemKind.OneOf, path, $"Invalid value at '{path}' (oneof), oneof field '{oneOf}' is already set. Cannot set '{property.Name}'");
                continue;
            }

            CheckField(field, property, path);
        }

        _level--;
    }

    private void CheckField(MessageField field, JsonProperty property, string parent)
    {
        var name = JsonFields.SnakeCase(field.Name);
        var path = parent.Length == 0 ? name : $"{parent}.{name}";
        var value = property.Value;
        if (field.IsMap && value.ValueKind == JsonValueKind.Object)
        {
            var index = 0;
            foreach (var entry in value.EnumerateObject())
            {
                CheckValue(field.Type, entry.Value, $"{path}[{index++}].value", "value");
            }
        }
        else if (field.IsRepeated && value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                CheckValue(field.Type, item, $"{path}[{index++}]", property.Name);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && field.Type != "any")
        {
            Unknown(property.Name, parent, field.IsMap ? "Proto fields must have a name." : "Proto field is not repeating, cannot start list.");
        }
        else if (field.IsMap)
        {
            Invalid(path, "Map", value);
        }
        else
        {
            // One value where a list may stand is a list of one; its path carries the index.
            CheckValue(field.Type, value, field.IsRepeated ? $"{path}[0]" : path, property.Name);
        }
    }

    private void CheckValue(string type, JsonElement value, string path, string sentName)
    {
        if (type == "any" || value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (type == "object")
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                Invalid(path, "type.googleapis.com/google.protobuf.Struct", value);
            }
        }
        else if (table.IsMessage(type))
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                Invalid(path, table.TypePrefix + type, value);
            }
            else if (_level >= MostLevels)
            {
                Add(ShapeProblemKind.InvalidValue, path, $"Message too deep. Max recursion depth reached for key '{sentName}'");
            }
            else
            {
                CheckMessage(type, value, path);
            }
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            Add(ShapeProblemKind.InvalidValue, path, $"Invalid value at '{path}' ({sentName}), Starting an object on a scalar field");
        }
        else if (MessageTable.EnumValues(type) is { } values)
        {
            if (!IsEnum(values, value) && !(value.ValueKind == JsonValueKind.String && knownExtraNames.Contains(value.GetString()!)))
            {
                Invalid(path, table.TypePrefix + type, value);
            }
        }
        else
        {
            CheckScalar(type, value, path);
        }
    }

    private void CheckScalar(string type, JsonElement value, string path)
    {
        var kind = value.ValueKind;
        switch (type)
        {
            case "string" when kind != JsonValueKind.String:
                Invalid(path, "TYPE_STRING", value);
                break;
            case "bool" when kind is not (JsonValueKind.True or JsonValueKind.False):
                Invalid(path, "TYPE_BOOL", value);
                break;
            case "int32" when !IsInteger(value, int.MinValue, int.MaxValue):
                Invalid(path, "TYPE_INT32", value);
                break;
            case "int64" when !IsInteger(value, long.MinValue, long.MaxValue):
                Invalid(path, "TYPE_INT64", value);
                break;
            case "float" when !IsNumber(value):
                Invalid(path, "TYPE_FLOAT", value);
                break;
            case "double" when !IsNumber(value):
                Invalid(path, "TYPE_DOUBLE", value);
                break;
            case "bytes" when kind != JsonValueKind.String:
                Invalid(path, "TYPE_BYTES", value);
                break;
            case "bytes" when !Base64Text.IsValid(value):
                Add(ShapeProblemKind.InvalidValue, path, $"Invalid value at '{path}' (TYPE_BYTES), Base64 decoding failed for {value.GetRawText()}");
                break;
            case "duration" when !IsDuration(value):
                Add(ShapeProblemKind.InvalidValue, path, $"Invalid value at '{path}' (type.googleapis.com/google.protobuf.Duration), Field '{path}', Illegal duration format; duration must end with 's'");
                break;
            case "timestamp" when kind != JsonValueKind.String || !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _):
                Invalid(path, "type.googleapis.com/google.protobuf.Timestamp", value);
                break;
            default:
                break;
        }
    }

    private static bool IsEnum(IReadOnlySet<string> values, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => values.Contains(value.GetString()!) || int.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _),
        JsonValueKind.Number => value.TryGetInt32(out _),
        _ => false,
    };

    private static bool IsInteger(JsonElement value, decimal from, decimal to)
    {
        var isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out var number) && IsWhole(number),
            JsonValueKind.String => decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsWhole(number),
            _ => false,
        };
        return isNumber;

        bool IsWhole(decimal number) => decimal.Truncate(number) == number && number >= from && number <= to;
    }

    private static bool IsNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => true,
        JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static bool IsDuration(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text
        && text.EndsWith('s')
        && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private void Unknown(string name, string path, string reason) => Add(
        ShapeProblemKind.UnknownName,
        path,
        path.Length == 0
            ? $"Invalid JSON payload received. Unknown name \"{name}\": {reason}"
            : $"Invalid JSON payload received. Unknown name \"{name}\" at '{path}': {reason}");

    private void Invalid(string path, string type, JsonElement value) =>
        Add(ShapeProblemKind.InvalidValue, path, $"Invalid value at '{path}' ({type}), {value.GetRawText()}");

    private void Add(ShapeProblemKind kind, string path, string message) => _problems.Add(new ShapeProblem(kind, path, message));
}
