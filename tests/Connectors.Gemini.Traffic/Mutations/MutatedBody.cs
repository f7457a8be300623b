namespace Connectors.Gemini.Traffic;

/// <summary>A recording with its body changed, and how it arrives.</summary>
/// <param name="Index">Its number, from which it is made again.</param>
/// <param name="Exchange">The recording with the changed body.</param>
/// <param name="Mutations">How it was changed.</param>
/// <param name="BreaksOff">Whether the connection fails at its end.</param>
/// <param name="NextPiece">The sizes in which it arrives; null: at once.</param>
/// <param name="Waits">Whether the reader has to wait for each piece.</param>
/// <param name="GoesBack">Whether the answer, if there is one, goes back to the service in a history.</param>
internal sealed record MutatedBody(int Index, RecordedExchange Exchange, IReadOnlyList<Mutation> Mutations, bool BreaksOff, Func<int>? NextPiece, bool Waits, bool GoesBack)
{
    public override string ToString() => $"{Index}: {Exchange.Name}, {string.Join(" + ", Mutations)}";
}
