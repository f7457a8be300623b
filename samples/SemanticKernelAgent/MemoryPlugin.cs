using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Connectors.Gemini.Samples.SemanticKernelAgent;

/// <summary>The agent's own notes: found by meaning, and added to.</summary>
internal sealed class MemoryPlugin(NoteMemory memory, HouseFiles files)
{
    private const int NotesPerAnswer = 2;
    private const int MaxLength = 500;

    [KernelFunction("recall")]
    [Description("The notes about this house that come nearest to a question.")]
    public async Task<IReadOnlyList<string>> RecallAsync([Description("What is to be recalled.")] string question, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(question) ? ["The question is empty: say what is to be recalled."] : await memory.NearestAsync(question, NotesPerAnswer, cancellationToken);

    [KernelFunction("remember")]
    [Description("Keeps a note for good. Only for what the user says is to be remembered.")]
    public async Task<string> RememberAsync([Description("The note, one sentence.")] string note, CancellationToken cancellationToken)
    {
        // A note is a line of the file.
        var line = string.Join(' ', note.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length is 0 or > MaxLength)
        {
            return $"The note was not kept: it has {line.Length} characters, and a note has 1 to {MaxLength}.";
        }

        await memory.AddAsync([line], cancellationToken);
        await files.AddNoteAsync(line, cancellationToken);
        return $"Kept: {line}";
    }
}
