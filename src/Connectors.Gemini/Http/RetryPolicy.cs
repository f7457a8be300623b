using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Connectors.Gemini.Http;

/// <summary>Whether and when a failed request is sent again.</summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<Progress> ProgressKey = new("Connectors.Gemini.Progress");

    private readonly GeminiSettings _settings;
    private readonly ILogger _logger;
    private ResiliencePipeline? _pipeline;

    internal RetryPolicy(GeminiSettings settings, ILogger logger)
    {
        _settings = settings;
        _logger = logger;
    }

    /// <summary>Whether a failed first attempt may be followed by more of them.</summary>
    internal bool Covers(GeminiException failure) => _settings.MaxAttempts > 1 && failure.IsTransient;

    /// <summary>Goes on after a failed first attempt, which counts as the pipeline's own first one. Only then is there a pipeline: loading it is dear.</summary>
    internal async ValueTask<TResult> RetryAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, ExceptionDispatchInfo first, long start, CancellationToken cancellationToken)
    {
        var pipeline = _pipeline ??= Build();
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            Progress progress = new(start) { First = first };
            context.Properties.Set(ProgressKey, progress);
            return await pipeline.ExecuteAsync(
                static (c, s) =>
                {
                    if (s.progress.First is { } failed)
                    {
                        s.progress.First = null;
                        failed.Throw();
                    }

                    return s.attempt(s.state, c.CancellationToken);
                },
                context,
                (attempt, state, progress)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline Build() => new ResiliencePipelineBuilder { TimeProvider = _settings.TimeProvider }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = _settings.MaxAttempts - 1,
            ShouldHandle = args => new(
                args.Outcome.Exception is GeminiException { IsTransient: true } failure
                && Decide(failure, args.AttemptNumber, args.Context.Properties.GetValue(ProgressKey, null!))),
            DelayGenerator = args => new(args.Context.Properties.GetValue(ProgressKey, null!).Delay),
        })
        .Build();

    /// <summary>Decides on a failed attempt, counted from 0, and leaves the wait with the call's progress.</summary>
    private bool Decide(GeminiException failure, int attempt, Progress progress)
    {
        if (attempt + 1 >= _settings.MaxAttempts)
        {
            return GiveUp(failure, attempt, $"It was tried {_settings.MaxAttempts} times.");
        }

        if (failure.RetryDelay > _settings.MaxDelay)
        {
            return GiveUp(
                failure,
                attempt,
                $"The service asks to wait {Seconds(failure.RetryDelay.Value)}, which is over the ceiling of {Seconds(_settings.MaxDelay)} (Retry.MaxDelay), so the request is not repeated.");
        }

        // Timers count whole milliseconds and cut the rest off; the service's delay must not be undercut.
        var delay = failure.RetryDelay is { } asked ? TimeSpan.FromMilliseconds(Math.Ceiling(asked.TotalMilliseconds)) : BackOff(attempt);
        var elapsed = _settings.TimeProvider.GetElapsedTime(progress.Start);
        if (elapsed + delay > _settings.TotalBudget)
        {
            return GiveUp(
                failure,
                attempt,
                $"After {attempt + 1} attempts in {Seconds(elapsed)} a wait of {Seconds(delay)} would go beyond {Seconds(_settings.TotalBudget.Value)} (Retry.TotalBudget), so the request is not repeated.");
        }

        progress.Delay = delay;
        PipelineLog.Retrying(_logger, failure.RequestMethod, failure.RequestPath, Describe(failure), attempt + 1, _settings.MaxAttempts, delay);
        return true;
    }

    private bool GiveUp(GeminiException failure, int attempt, string reason)
    {
        failure.AddHint(reason);
        PipelineLog.GivingUp(_logger, failure.RequestMethod, failure.RequestPath, Describe(failure), attempt + 1, reason);
        return false;
    }

    /// <summary>Exponential, with the whole wait left to chance, so that many clients do not come back together.</summary>
    private TimeSpan BackOff(int attempt)
    {
        var limit = Math.Min(_settings.MaxDelay.TotalMilliseconds, _settings.BaseDelay.TotalMilliseconds * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds(limit * _settings.RandomSource());
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.###} s";

    private static string Describe(GeminiException failure) =>
        failure.StatusCode is { } code ? ((int)code).ToString() : failure.InnerException?.GetType().Name ?? "no answer";

    private sealed class Progress(long start)
    {
        internal long Start { get; } = start;

        internal TimeSpan? Delay { get; set; }

        /// <summary>The failure of the first attempt, which was made before there was a pipeline; null once it was handed over.</summary>
        internal ExceptionDispatchInfo? First { get; set; }
    }
}
