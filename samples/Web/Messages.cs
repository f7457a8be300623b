namespace Connectors.Gemini.Samples.Web;

/// <summary>What the page asks: the conversation that it goes on with, the key of a chat client, and the text.</summary>
internal sealed record Question(Guid Conversation, string Model, string Text);

/// <summary>Who answers.</summary>
internal sealed record ServiceName(string Name);

/// <summary>The data of the events <c>thought</c> and <c>text</c>: the next piece.</summary>
internal sealed record Piece(string Text);

/// <summary>The data of the event <c>call</c>: a function that the model wants to be called.</summary>
internal sealed record Call(string Id, string Name, IDictionary<string, object?>? Arguments);

/// <summary>The data of the event <c>result</c>: what the function of the call with this id returned.</summary>
internal sealed record CallResult(string Id, object? Result);

/// <summary>The data of the event <c>error</c>, which ends the stream.</summary>
internal sealed record Failure(string Message);

/// <summary>The data of the event <c>done</c>, which ends the stream: the tokens of all requests of the answer.</summary>
internal sealed record Done(long? InputTokens, long? OutputTokens);
