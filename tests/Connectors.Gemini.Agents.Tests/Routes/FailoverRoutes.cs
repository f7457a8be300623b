namespace Connectors.Gemini.Agents.Tests.Routes;

internal static class FailoverRoutes
{
    public static readonly Route[] All = [];
}
