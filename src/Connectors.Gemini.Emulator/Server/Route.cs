using System.Text.RegularExpressions;

namespace Connectors.Gemini.Emulator.Server;

/// <summary>What a request line asks for: a method of a model on one of the two surfaces.</summary>
internal sealed partial record Route(bool IsVertex, string Version, string Model, string Method)
{
    public bool IsStream => Method == "streamGenerateContent";

    public static Route? Parse(string path)
    {
        var match = Gemini().Match(path);
        var isVertex = false;
        if (!match.Success)
        {
            match = Vertex().Match(path);
            isVertex = true;
        }

        return match.Success
            ? new Route(isVertex, match.Groups["version"].Value, Uri.UnescapeDataString(match.Groups["model"].Value), match.Groups["method"].Value)
            : null;
    }

    [GeneratedRegex("^/+(?<version>v1|v1beta|v1alpha)/(?:models|tunedModels|dynamic)/(?<model>[^/:]+):(?<method>[A-Za-z]+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gemini();

    [GeneratedRegex("^/+(?<version>v1|v1beta1)/(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/google/models|endpoints)/(?<model>[^/:]+):(?<method>[A-Za-z]+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Vertex();
}
