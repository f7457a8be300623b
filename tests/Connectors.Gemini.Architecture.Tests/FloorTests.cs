using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using NetArchTest.Rules;

namespace Connectors.Gemini.Architecture.Tests;

public partial class FloorTests
{
    [Fact]
    public void Every_type_of_the_root_namespace_is_vocabulary_or_front_door()
    {
        string[] assigned = [.. House.Vocabulary, .. House.FrontDoor];
        var found = House.Connector.GetTypes()
            .Where(type => type.Namespace == House.Root && !type.IsNested && !type.Name.StartsWith('<'))
            .Select(type => type.Name);

        Assert.Equal(assigned.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_lower_floor_uses_nothing_above_it()
    {
        List<string> wrong = [];
        for (var i = 0; i < House.Floors.Count - 1; i++)
        {
            var (name, members) = House.Floors[i];
            var above = House.Floors.Skip(i + 1).SelectMany(floor => floor.Members).ToArray();

            // The one allowance: an adapter hands out the client that made it (GetService).
            foreach (var type in Uses(members, above))
            {
                if (name != "rooms" || !IsAdapter(type) || Uses([type], [.. above.Except([House.Qualified("GeminiClient")], StringComparer.Ordinal)]).Count > 0)
                {
                    wrong.Add($"{type}, of the floor {name}");
                }
            }
        }

        Violations.None(wrong);
    }

    [Fact]
    public void A_room_does_not_know_its_neighbours()
    {
        Assert.NotEmpty(House.Rooms);
        List<string> wrong = [];
        foreach (var room in House.Rooms)
        {
            var neighbours = House.Rooms.Where(other => other != room).Select(House.Qualified).ToArray();
            if (neighbours.Length > 0)
            {
                wrong.AddRange(Uses([House.Qualified(room)], neighbours));
            }
        }

        Violations.None(wrong);
    }

    /// <summary>A constant leaves no trace in the compiled code: the using directive shows it.</summary>
    [Fact]
    public void A_source_file_names_no_namespace_above_its_own()
    {
        string[] order = [.. House.Basement];
        List<string> wrong = [];
        foreach (var file in SourceTree.Files("src/Connectors.Gemini"))
        {
            var floor = Array.IndexOf(order, file.Folder.Split('/')[0]);
            var isRoot = file.Folder.Length == 0;
            var isVocabulary = isRoot && House.Vocabulary.Contains(Path.GetFileNameWithoutExtension(file.Name), StringComparer.Ordinal);
            foreach (Match match in OwnNamespace().Matches(file.Text))
            {
                var used = match.Groups["name"].Value;
                var usedFloor = Array.IndexOf(order, used);
                var isOwn = file.Folder.Split('/')[0] == used;
                var isBelow = usedFloor >= 0 && (floor < 0 || usedFloor < floor);
                if (isVocabulary || !(isOwn || isBelow || isRoot || file.Folder.StartsWith(House.DependencyInjection, StringComparison.Ordinal)))
                {
                    wrong.Add($"{file.Path} uses {used}");
                }
            }
        }

        Violations.None(wrong);
    }

    [Fact]
    public void Implementations_of_the_abstractions_are_internal_and_sealed()
    {
        var implementations = House.Connector.GetTypes().Where(IsImplementation).ToList();

        Assert.NotEmpty(implementations);
        Violations.None(implementations.Where(type => type.IsVisible || !type.IsSealed).Select(type => type.FullName));
    }

    private static bool IsImplementation(Type type) =>
        type is { IsClass: true } && type.GetInterfaces().Any(contract => contract.Assembly == typeof(IChatClient).Assembly);

    private static bool IsAdapter(string typeName)
    {
        // The state machines of an adapter's methods are nested in it.
        var type = House.Connector.GetType(typeName.Replace('/', '+'));
        while (type is not null && !IsImplementation(type))
        {
            type = type.DeclaringType;
        }

        return type is not null;
    }

    /// <summary>The types among <paramref name="members"/> (full names of types or namespaces) that use one of <paramref name="others"/>.</summary>
    private static List<string> Uses(string[] members, string[] others)
    {
        var result = Types.InAssembly(House.Connector)
            .That().MeetCustomRule(type => members.Any(member => Belongs(type.FullName, member)))
            .ShouldNot().HaveDependencyOnAny(others)
            .GetResult();
        return [.. (result.FailingTypes ?? []).Select(type => type.FullName)];
    }

    private static bool Belongs(string type, string member) =>
        type.StartsWith(member, StringComparison.Ordinal) && (type.Length == member.Length || type[member.Length] is '.' or '/' or '`' or '+');

    [GeneratedRegex(@"^using (?:static |\w+ = )?Connectors\.Gemini\.(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnNamespace();
}
