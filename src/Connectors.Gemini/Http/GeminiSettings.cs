using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Gemini.Http;

/// <summary>The options of a client, checked and copied. The one place where options are judged.</summary>
internal sealed class GeminiSettings
{
    private GeminiSettings(ServiceAddress address, GeminiCredential? credential, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Address = address;
        Credential = credential;
        Headers = headers;
    }

    internal ServiceAddress Address { get; }

    /// <summary>Null where a header of the caller's takes its place.</summary>
    internal GeminiCredential? Credential { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    internal string? QuotaProject { get; private init; }

    internal TimeSpan? Timeout { get; private init; }

    internal int MaxAttempts { get; private init; }

    internal TimeSpan BaseDelay { get; private init; }

    internal TimeSpan MaxDelay { get; private init; }

    internal TimeSpan? TotalBudget { get; private init; }

    internal HttpClient? HttpClient { get; private init; }

    internal ILoggerFactory LoggerFactory { get; private init; } = NullLoggerFactory.Instance;

    internal TimeProvider TimeProvider { get; private init; } = TimeProvider.System;

    internal Func<double> RandomSource { get; private init; } = Random.Shared.NextDouble;

    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal static GeminiSettings From(GeminiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var headers = options.Headers is { Count: > 0 } given ? CopyHeaders(given) : [];
        var credential = ChooseCredential(options, headers);
        var retry = options.Retry ?? throw Refuse(nameof(options.Retry), "is null; set MaxAttempts = 1 to switch retries off.");

        return new(ServiceAddress.From(options, credential), credential, headers)
        {
            QuotaProject = CheckQuotaProject(options.QuotaProject ?? options.Credential?.QuotaProject),
            Timeout = CheckTimeout(options.Timeout),
            MaxAttempts = retry.MaxAttempts >= 0 ? Math.Max(1, retry.MaxAttempts) : throw Refuse("Retry.MaxAttempts", "is negative; 1 means never retry."),
            BaseDelay = CheckDelay(retry.BaseDelay, "Retry.BaseDelay"),
            MaxDelay = CheckDelay(retry.MaxDelay, "Retry.MaxDelay"),
            TotalBudget = retry.TotalBudget is { } budget ? CheckDelay(budget, "Retry.TotalBudget") : null,
            HttpClient = options.HttpClient,
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
            TimeProvider = options.TimeProvider ?? TimeProvider.System,
            RandomSource = options.RandomSource,
        };
    }

#pragma warning disable MA0015 // The option is named in the message; the parameter, "options", would say less.
    internal static ArgumentException Refuse(string option, string why) => new($"{nameof(GeminiClientOptions)}.{option} {why}");
#pragma warning restore MA0015

    private static GeminiCredential? ChooseCredential(GeminiClientOptions options, List<KeyValuePair<string, string>> headers)
    {
        var hasKey = !string.IsNullOrWhiteSpace(options.ApiKey);
        if (options.Credential is not null)
        {
            return hasKey ? throw Refuse(nameof(options.Credential), "and ApiKey are both set; set one of them.") : options.Credential;
        }

        if (hasKey)
        {
            _ = GeminiCredential.CheckSecret(options.ApiKey, $"{nameof(GeminiClientOptions)}.{nameof(options.ApiKey)}", nameof(options));
            return GeminiCredential.ApiKey(options.ApiKey!);
        }

        return headers.Exists(h => RequestHeaders.IsSecret(h.Key))
            ? null
            : throw Refuse(
                nameof(options.ApiKey),
                $"is not set, and neither is Credential. Get a key at https://aistudio.google.com/apikey and pass it, or set the environment variable {EnvironmentKeys.GeminiApiKey} or {EnvironmentKeys.GoogleApiKey} and use the constructor without arguments.");
    }

    private static List<KeyValuePair<string, string>> CopyHeaders(IDictionary<string, string> headers)
    {
        List<KeyValuePair<string, string>> copy = [];
        // A scratch request judges names by the rules of the platform; values are judged here, since its message would repeat them.
        using HttpRequestMessage scratch = new();
        foreach ((var name, var value) in headers)
        {
            var option = $"{nameof(GeminiClientOptions.Headers)}[\"{Printable(name)}\"]";
            var trimmed = value?.Trim() ?? throw Refuse(option, "is null.");
            if (trimmed.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw Refuse(option, "holds a line break or another character that no header may carry.");
            }

            if (!TryAdd(scratch.Headers, name))
            {
                throw Refuse(option, "is not the name of a request header, or one that the client sets itself.");
            }

            copy.Add(new(name, trimmed));
        }

        return copy;
    }

    private static bool TryAdd(HttpRequestHeaders headers, string name)
    {
        try
        {
            return headers.TryAddWithoutValidation(name, "x") && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Printable(string name) => string.Concat(name.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static string? CheckQuotaProject(string? project)
    {
        var trimmed = project?.Trim();
        return string.IsNullOrEmpty(trimmed)
            ? null
            : trimmed.AsSpan().ContainsAnyExceptInRange('!', '~')
                ? throw Refuse(nameof(GeminiClientOptions.QuotaProject), "holds a space or another character that no header may carry.")
                : trimmed;
    }

    private static TimeSpan? CheckTimeout(TimeSpan? timeout)
    {
        // What callers write who know HttpClient: no limit.
        if (timeout is null || timeout == System.Threading.Timeout.InfiniteTimeSpan)
        {
            return null;
        }

        return timeout > TimeSpan.Zero && timeout.Value.TotalMilliseconds < int.MaxValue
            ? timeout
            : throw Refuse(nameof(GeminiClientOptions.Timeout), $"is {timeout}; it must be positive and less than 24 days, or null for no limit.");
    }

    private static TimeSpan CheckDelay(TimeSpan delay, string option) =>
        delay >= TimeSpan.Zero && delay.TotalMilliseconds < int.MaxValue
            ? delay
            : throw Refuse(option, $"is {delay}; it must not be negative and must be less than 24 days.");
}
