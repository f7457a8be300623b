namespace Connectors.Gemini.Wire;

/// <summary>An enum of the API that may grow: a name, with the known names as static members.</summary>
/// <typeparam name="TSelf">The enum itself.</typeparam>
internal interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>The known values in the order of their protobuf numbers, the unspecified value (0) first.</summary>
    static abstract IReadOnlyList<TSelf> Known { get; }

    string Value { get; }

    static abstract TSelf Create(string value);
}
