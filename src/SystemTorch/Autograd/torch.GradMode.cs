using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Stops recording on this thread, until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(enabled: false);

    /// <summary>Starts recording on this thread, until disposed.</summary>
    /// <param name="enabled">False stops it instead.</param>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Switches recording on this thread, until disposed.</summary>
    /// <param name="mode">Whether to record.</param>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => NativeMethods.GradEnabled() != 0;

    /// <summary>Stops recording on this thread for good: tensors made inside can never take part in it. Until disposed.</summary>
    /// <param name="mode">False leaves an outer inference mode for the while.</param>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether this thread is in <see cref="inference_mode"/>.</summary>
    public static bool is_inference_mode_enabled() => NativeMethods.InferenceEnabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = NativeMethods.GradEnabled();

        internal GradMode(bool enabled) => NativeMethods.SetGradEnabled(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.SetGradEnabled(_before);
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private nint _guard = NativeMethods.InferenceEnter(mode ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0)
                NativeMethods.InferenceLeave(_guard);
            _guard = 0;
        }
    }
}
