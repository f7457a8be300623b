namespace Connectors.Gemini.Agents.Tests.Routes;

public class RouteTests(RouteTable table) : IClassFixture<RouteTable>
{
    private static readonly Dictionary<string, Route> Routes =
        ((Route[])[.. FunctionInvocationRoutes.All, .. MiddlewareRoutes.All, .. AgentRoutes.All, .. WorkflowRoutes.All, .. FailoverRoutes.All])
        .ToDictionary(route => route.Name, StringComparer.Ordinal);

    public static TheoryData<string, bool, string, bool> Runs()
    {
        var runs = new TheoryData<string, bool, string, bool>();
        foreach (var route in Routes.Values)
        {
            foreach (var streaming in (bool[])[false, true])
            {
                foreach (var model in (string[])[Scene.Model, Scene.ModelWithoutIds])
                {
                    runs.Add(route.Name, streaming, model, false);
                    if (route.Saves)
                    {
                        runs.Add(route.Name, streaming, model, true);
                    }
                }
            }
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_route_loses_nothing_and_no_request_is_refused(string name, bool streaming, string model, bool json)
    {
        var route = Routes[name];
        await using var scene = await Scene.StartAsync();
        var run = new RouteRun(scene, streaming, model, json);

        await route.RunAsync(run);

        var verdict = RouteVerdict.Of(route, run);
        table.Add(verdict);
        scene.AssertAccepted();
        Assert.True(verdict.IsGood, $"{RouteVerdict.Header}\n{verdict}\n{string.Join('\n', scene.Requests.Select(request => request.Body.GetRawText()))}");
        Assert.EndsWith(Trip.LastAnswer, run.Text.TrimEnd(), StringComparison.Ordinal);
    }
}
