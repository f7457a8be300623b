namespace Connectors.Gemini.Emulator.Messages;

/// <summary>
/// The service's messages as one surface (Gemini API or Vertex AI) knows them: names and types of fields. Made from the service's discovery
/// documents and extended by what newer clients are known to send.
/// </summary>
/// <remarks>
/// Notation: <c>Message = field:type field:type[] field:map&lt;type&gt; field:type/oneof field:type@surface</c>, continued on indented lines; for
/// enums <c>Enum = VALUE VALUE</c>. <c>object</c> is a free JSON object, <c>any</c> any JSON value. A field without a surface exists on both.
/// </remarks>
internal sealed class MessageTable
{
    private readonly Dictionary<string, Dictionary<string, MessageField>> _messages = new(StringComparer.Ordinal);

    private MessageTable(string surface, string typePrefix)
    {
        TypePrefix = typePrefix;
        foreach (var (name, tokens) in Entries(ContentFacts.Text).Concat(Entries(ConfigFacts.Text)).Concat(Entries(ToolFacts.Text)).Concat(Entries(EmbeddingFacts.Text)))
        {
            _messages.Add(name, FieldsOf(tokens, surface));
        }
    }

    /// <summary>Gets the table of the Gemini API.</summary>
    public static MessageTable Gemini { get; } = new("gemini", "type.googleapis.com/google.ai.generativelanguage.v1beta.");

    /// <summary>Gets the table of Vertex AI.</summary>
    public static MessageTable Vertex { get; } = new("vertex", "type.googleapis.com/google.cloud.aiplatform.v1beta1.");

    /// <summary>Gets what precedes a type's name in the service's messages.</summary>
    public string TypePrefix { get; }

    private static Dictionary<string, HashSet<string>> Enums { get; } = Entries(EnumFacts.Text)
        .ToDictionary(entry => entry.Name, entry => entry.Tokens.ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);

    /// <summary>Gets every field of every message.</summary>
    public IEnumerable<MessageField> Fields => _messages.Values.SelectMany(fields => fields.Values);

    public static MessageTable For(bool isVertex) => isVertex ? Vertex : Gemini;

    public bool IsMessage(string type) => _messages.ContainsKey(type);

    /// <summary>The values of an enum, compared without regard to case as the service does; <see langword="null"/> if the type is no enum.</summary>
    public static IReadOnlySet<string>? EnumValues(string type) => Enums.GetValueOrDefault(type);

    /// <summary>The field of a message by its name in camelCase or snake_case.</summary>
    public MessageField? Field(string message, string name) => _messages[message].GetValueOrDefault(name);

    private static Dictionary<string, MessageField> FieldsOf(IEnumerable<string> tokens, string surface)
    {
        var fields = new Dictionary<string, MessageField>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            var at = token.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0 && token[(at + 1)..] != surface)
            {
                continue;
            }

            var field = FieldOf(at >= 0 ? token[..at] : token);
            fields.Add(field.Name, field);
            fields.TryAdd(JsonFields.SnakeCase(field.Name), field);
        }

        return fields;
    }

    private static MessageField FieldOf(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        var type = token[(colon + 1)..];
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var oneOf = slash >= 0 ? type[(slash + 1)..] : null;
        type = slash >= 0 ? type[..slash] : type;
        var isMap = type.StartsWith("map<", StringComparison.Ordinal);
        var isRepeated = type.EndsWith("[]", StringComparison.Ordinal);
        type = isMap ? type["map<".Length..^1] : isRepeated ? type[..^2] : type;
        return new MessageField(token[..colon], type, isRepeated, isMap, oneOf);
    }

    private static IEnumerable<(string Name, List<string> Tokens)> Entries(string facts)
    {
        (string Name, List<string> Tokens)? entry = null;
        foreach (var line in facts.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var tokens = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (line.StartsWith(' '))
            {
                entry?.Tokens.AddRange(tokens);
                continue;
            }

            if (entry is { } complete)
            {
                yield return complete;
            }

            entry = (tokens[0], [.. tokens.Skip(2)]);
        }

        if (entry is { } last)
        {
            yield return last;
        }
    }
}
