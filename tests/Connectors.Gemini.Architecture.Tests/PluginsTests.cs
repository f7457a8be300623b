using System.Reflection;
using System.Runtime.CompilerServices;

namespace Connectors.Gemini.Architecture.Tests;

/// <summary>Plugins are what anybody could have written over the connector: they have nothing that its users have not.</summary>
public class PluginsTests
{
    [Fact]
    public void The_connector_opens_its_inside_to_its_own_tests_alone() =>
        Assert.All(
            House.Connector.GetCustomAttributes<InternalsVisibleToAttribute>(),
            friend => Assert.True(friend.AssemblyName.Split(',')[0] is "Connectors.Gemini.Tests" or "Connectors.Gemini.Traffic", friend.AssemblyName));

    [Fact]
    public void The_plugins_project_references_the_connector_alone()
    {
        var project = Assert.Single(SourceTree.Files("src/Plugins", "*.csproj")).Text;

        var reference = Assert.Single(project.Split('\n'), line => line.Contains("<ProjectReference", StringComparison.Ordinal));
        Assert.Contains("/Connectors.Gemini.csproj\"", reference, StringComparison.Ordinal);
    }
}
