namespace Connectors.Gemini.Http;

/// <summary>Turns what callers write for a model into the path that the service wants.</summary>
internal static class ModelPaths
{
    /// <exception cref="ArgumentException">The model is empty, or holds what would lead elsewhere.</exception>
    internal static string Build(ServiceAddress address, string model, string method)
    {
        var name = Escape(Check(model));
        var resource = address.IsVertex ? OnVertex(address, name) : OnGeminiApi(name);
        return method.Length == 0 ? resource : $"{resource}:{method}";
    }

    /// <exception cref="ArgumentException">The model is empty, or holds what would lead elsewhere.</exception>
    internal static string BuildDescription(ServiceAddress address, string model)
    {
        var path = Build(address, model, method: "");
        var parent = address.VertexParent;
        return parent.Length > 0 && path.AsSpan().StartsWith(parent) && path.AsSpan(parent.Length).StartsWith("publishers/") ? path[parent.Length..] : path;
    }

    private static string OnGeminiApi(string name) =>
        StartsWithAny(name, "models/", "tunedModels/", "dynamic/") ? name : $"models/{name}";

    private static string OnVertex(ServiceAddress address, string name)
    {
        if (StartsWithAny(name, "projects/"))
        {
            return name;
        }

        // In express mode the service has endpoints too, without a project.
        if (StartsWithAny(name, "publishers/", "endpoints/"))
        {
            return address.VertexParent + name;
        }

        if (StartsWithAny(name, "models/"))
        {
            return $"{address.VertexParent}publishers/google/{name}";
        }

        // "anthropic/claude-x" is how Vertex AI's model garden names the models of other publishers.
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? $"{address.VertexParent}publishers/google/models/{name}"
            : $"{address.VertexParent}publishers/{name[..slash]}/models/{name[(slash + 1)..]}";
    }

    private static string Check(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        var trimmed = model.Trim();
        foreach (var c in trimmed)
        {
            if (c is '?' or '#' or '\\' || char.IsWhiteSpace(c) || char.IsControl(c))
            {
                throw new ArgumentException("The model id holds a space or one of the characters ? # \\, which no model id has.", nameof(model));
            }
        }

        return trimmed.Contains("..", StringComparison.Ordinal) || Array.Exists(trimmed.Split('/'), s => s is "" or ".")
            ? throw new ArgumentException("The model id holds an empty segment or dots that would lead to another path.", nameof(model))
            : trimmed;
    }

    private static string Escape(string name) =>
        IsPlain(name) ? name : string.Join('/', name.Split('/').Select(s => IsPlain(s) ? s : Uri.EscapeDataString(s)));

    // A loop: names are short, and a vectorised search is compiled at the first call.
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_' or '~' or '@' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWithAny(string name, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
