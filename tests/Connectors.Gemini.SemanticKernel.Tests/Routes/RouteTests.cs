namespace Connectors.Gemini.SemanticKernel.Tests.Routes;

public sealed class RouteTests
{
    [Fact]
    public async Task Every_route_brings_the_models_turn_back_as_it_came()
    {
        var rows = new List<RouteRow>();
        foreach (var route in Route.All)
        {
            foreach (var model in new[] { Stage.Model, Stage.ModelWithoutIds })
            {
                foreach (var isSaved in route.CanBeSaved ? new[] { false, true } : [false])
                {
                    await using var stage = await Stage.StartAsync(model);
                    stage.Kernel.Plugins.Add(Turns.Plugin());
                    Turns.Script(stage, route.Calls);
                    await route.RunAsync(stage, isSaved);
                    rows.Add(RouteRow.Of(route, model == Stage.Model, isSaved, stage));
                }
            }
        }

        var table = RouteRow.Header + "\n" + string.Join('\n', rows);
        TestContext.Current.TestOutputHelper!.WriteLine(table);
        Console.WriteLine(table);
        Assert.Empty(rows.SelectMany(static row => row.Faults));
    }
}
