namespace Connectors.Gemini.Agents.Tests.Routes;

internal static class WorkflowRoutes
{
    public static readonly Route[] All = [];
}
