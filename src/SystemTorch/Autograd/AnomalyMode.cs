using TorchSharp.Native;

namespace TorchSharp;

/// <summary>The checks of backward, on or off until disposed; made by <see cref="torch.autograd.detect_anomaly"/>.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool _wasEnabled = IsEnabled;
    private readonly bool _checkedNaN = ShouldCheckNaN;

    /// <summary>Switches the checks.</summary>
    /// <param name="enabled">Whether to check.</param>
    /// <param name="check_nan">Whether NaN is an error.</param>
    public AnomalyMode(bool enabled, bool check_nan = true) => Set(enabled, check_nan);

    /// <summary>Whether backward checks.</summary>
    public static bool IsEnabled => NativeMethods.AnomalyEnabled() != 0;

    /// <summary>Whether NaN is an error while backward checks.</summary>
    public static bool ShouldCheckNaN => NativeMethods.AnomalyChecksNaN() != 0;

    /// <summary>Goes back to what was set before.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Goes back to what was set before.</summary>
    /// <param name="disposing">Always true: the class has no finalizer.</param>
    protected virtual void Dispose(bool disposing) => Set(_wasEnabled, _checkedNaN);

    private static void Set(bool enabled, bool checkNaN) => NativeMethods.SetAnomaly(enabled ? 1 : 0, checkNaN ? 1 : 0);
}
