using System.Text.RegularExpressions;

namespace Connectors.Gemini.Architecture.Tests;

public partial class SourceTests
{
    [Fact]
    public void Folders_are_namespaces()
    {
        List<string> wrong = [];
        var count = 0;
        foreach (var project in SourceTree.ShippedProjects())
        {
            var root = Path.GetFileNameWithoutExtension(SourceTree.Files(project, "*.csproj").Single().Name);
            foreach (var file in SourceTree.Files(project))
            {
                count++;
                var expected = file.Folder.Length == 0 ? root : $"{root}.{file.Folder.Replace('/', '.')}";
                var actual = Namespace().Match(file.Text) is { Success: true } match ? match.Groups["name"].Value : null;

                if (actual != expected && !IsException(file, actual))
                {
                    wrong.Add($"{project}/{file.Path}: namespace {actual}");
                }
            }
        }

        Assert.NotEqual(0, count);
        Violations.None(wrong);
    }

    [Fact]
    public void No_file_type_or_folder_has_a_name_that_says_nothing()
    {
        var names = new[] { "src", "tests", "samples" }
            .SelectMany(folder => SourceTree.Files(folder).SelectMany(file => file.Path.Split('/').Select(part => part.Split('.')[^1] == "cs" ? part[..^3] : part)))
            .Concat(new[] { House.Connector, House.Emulator }.SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.Namespace?.StartsWith(House.Root, StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal))
                .Select(type => type.Name));

        Violations.None(names.Where(name => Empty().IsMatch(name)));
    }

    [Fact]
    public void A_public_type_name_stands_in_one_namespace_only()
    {
        var doubles = House.Connector.GetExportedTypes()
            .Where(type => !type.IsNested)
            .GroupBy(type => type.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Select(type => type.FullName));

        Violations.None(doubles);
    }

    /// <summary>A program's first lines have no namespace; extensions of the service collection stand where .NET's own do, those of the kernel's builder where Semantic Kernel's do, so that they are found without a using.</summary>
    private static bool IsException(SourceTree.SourceFile file, string? actual) =>
        (actual is null && file.Path == "Program.cs")
        || (actual == House.ServiceExtensions && file.Folder == House.DependencyInjection && file.Name.EndsWith("Extensions.cs", StringComparison.Ordinal))
        || (actual == "Microsoft.SemanticKernel" && file.Folder == House.DependencyInjection && file.Name.EndsWith("KernelBuilderExtensions.cs", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex("(?:Util|Utils|Utility|Utilities|Helper|Helpers|Common|Manager|Managers)(?:`[0-9]+)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Empty();
}
