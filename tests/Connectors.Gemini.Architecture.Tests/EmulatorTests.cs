namespace Connectors.Gemini.Architecture.Tests;

/// <summary>Two readings of one protocol: a mistake must not be able to hide in both.</summary>
public class EmulatorTests
{
    [Fact]
    public void The_emulator_does_not_reference_the_connector() =>
        Assert.DoesNotContain(House.Connector.GetName().Name, House.Emulator.GetReferencedAssemblies().Select(name => name.Name));

    [Fact]
    public void The_connector_does_not_reference_the_emulator() =>
        Assert.DoesNotContain(House.Emulator.GetName().Name, House.Connector.GetReferencedAssemblies().Select(name => name.Name));

    [Theory]
    [InlineData("src/Connectors.Gemini", "Connectors.Gemini.Emulator")]
    [InlineData("src/Connectors.Gemini.Emulator", "Connectors.Gemini.csproj")]
    [InlineData("src/Connectors.Gemini.Emulator.Tool", "Connectors.Gemini.csproj")]
    public void Their_projects_do_not_reference_each_other(string project, string other)
    {
        var text = Assert.Single(SourceTree.Files(project, "*.csproj")).Text;
        var references = text.Split('\n').Where(line => line.Contains("<ProjectReference", StringComparison.Ordinal));

        Assert.DoesNotContain(references, line => line.Contains(other, StringComparison.Ordinal));
    }
}
