using Connectors.Gemini;
using Connectors.Gemini.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

// The namespace in which .NET looks for registrations: no using of ours is needed where services are registered.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Gemini with an application's services.</summary>
public static class GeminiServiceCollectionExtensions
{
    /// <summary>Registers Gemini with the API key of the environment variable <c>GOOGLE_API_KEY</c>, or else <c>GEMINI_API_KEY</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <returns>A builder that adds the adapters: <c>.AddChatClient("gemini-3.8-flash")</c>.</returns>
    /// <exception cref="InvalidOperationException">Gemini is registered already.</exception>
    public static GeminiServicesBuilder AddGemini(this IServiceCollection services) =>
        services.AddGemini(static options => options.ApiKey = EnvironmentKeys.Find());

    /// <summary>Registers Gemini with options from a configuration section of the shape of <see cref="GeminiConfiguration"/>. They are checked when the host starts.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The section, for example <c>builder.Configuration.GetSection("Gemini")</c>.</param>
    /// <returns>A builder that adds the adapters: <c>.AddChatClient("gemini-3.8-flash")</c>.</returns>
    /// <exception cref="InvalidOperationException">Gemini is registered already; give the second one a name.</exception>
    public static GeminiServicesBuilder AddGemini(this IServiceCollection services, IConfiguration configuration) =>
        services.AddGemini(string.Empty, configuration);

    /// <summary>Registers Gemini with options set in code. They are checked when the host starts.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder that adds the adapters: <c>.AddChatClient("gemini-3.8-flash")</c>.</returns>
    /// <exception cref="InvalidOperationException">Gemini is registered already; give the second one a name.</exception>
    public static GeminiServicesBuilder AddGemini(this IServiceCollection services, Action<GeminiClientOptions> configure) =>
        services.AddGemini(string.Empty, configure);

    /// <summary>Registers one of several Geminis by name, with options from a configuration section of the shape of <see cref="GeminiConfiguration"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name; also the key of the <see cref="GeminiClient"/>.</param>
    /// <param name="configuration">The section.</param>
    /// <returns>A builder that adds the adapters.</returns>
    /// <exception cref="InvalidOperationException">The name is registered already.</exception>
    public static GeminiServicesBuilder AddGemini(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, name, options => Bind(name, configuration).CopyTo(options));
    }

    /// <summary>Registers one of several Geminis by name, with options set in code.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name; also the key of the <see cref="GeminiClient"/>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder that adds the adapters.</returns>
    /// <exception cref="InvalidOperationException">The name is registered already.</exception>
    public static GeminiServicesBuilder AddGemini(this IServiceCollection services, string name, Action<GeminiClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, configure);
    }

    private static GeminiServicesBuilder Add(IServiceCollection services, string name, Action<GeminiClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        return GeminiServicesBuilder.Create(services, name, configure);
    }

    private static GeminiConfiguration Bind(string name, IConfiguration configuration)
    {
        var bound = new GeminiConfiguration();
        try
        {
            configuration.Bind(bound, static binder => binder.ErrorOnUnknownConfiguration = true);
            return bound;
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(name, typeof(GeminiClientOptions), [$"{GeminiClientOptionsValidator.Registration(name)}: {Explain(exception.Message)}"]);
        }
    }

    /// <summary>The binder's message without the value, which may be a secret in the wrong place; so its exception is not kept either.</summary>
    private static string Explain(string message)
    {
        var path = message.LastIndexOf(" at '", StringComparison.Ordinal);
        var unknown = message.LastIndexOf(": '", StringComparison.Ordinal);
        return path >= 0 ? $"cannot convert the configuration value{message[path..]}"
            : unknown >= 0 ? $"the configuration section has members that {nameof(GeminiConfiguration)} does not: {message[(unknown + 2)..]}"
            : "the configuration section cannot be read.";
    }
}
