using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Mapping;

/// <summary>A tool that the service runs and M.E.AI has no class for: made by <see cref="GeminiTools"/>.</summary>
internal sealed class GeminiTool(string name, Tool tool, RetrievalConfig? retrieval = null) : AITool
{
    public override string Name { get; } = name;

    /// <summary>Gets the tool as it is sent.</summary>
    internal Tool Tool { get; } = tool;

    /// <summary>Gets where the user is, for tools that search by place.</summary>
    internal RetrievalConfig? Retrieval { get; } = retrieval;
}
