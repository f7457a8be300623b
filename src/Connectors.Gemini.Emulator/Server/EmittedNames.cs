using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>Names of fields and enum values that scripted raw parts brought up: a lossless client sends them back, and the emulator, unlike the service, may not know them.</summary>
internal sealed class EmittedNames
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Current => _names.IsEmpty ? FrozenSet<string>.Empty : _names.Keys.ToHashSet(StringComparer.Ordinal);

    public void Add(Reply reply)
    {
        foreach (var part in reply.Parts)
        {
            if (part.IsRaw)
            {
                Add(part.Json);
            }
        }
    }

    private void Add(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    _names[name] = true;
                    Add(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Add(item);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text):
                _names[text] = true;
                break;
            default:
                break;
        }
    }
}
