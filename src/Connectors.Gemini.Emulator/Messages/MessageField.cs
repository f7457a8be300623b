namespace Connectors.Gemini.Emulator.Messages;

/// <summary>A field of one of the service's messages.</summary>
/// <param name="Name">The camelCase name.</param>
/// <param name="Type">The type of one value: a scalar's name, a message's, an enum's, <c>object</c> or <c>any</c>.</param>
/// <param name="IsRepeated">Whether the field is a list.</param>
/// <param name="IsMap">Whether the field is a map from names to values of the type.</param>
/// <param name="OneOf">The name of the oneof that the field belongs to, if it does.</param>
internal sealed record MessageField(string Name, string Type, bool IsRepeated, bool IsMap, string? OneOf);
