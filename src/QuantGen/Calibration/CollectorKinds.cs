using System.Globalization;
using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>The collectors that are made without being asked for by name: those of this library.</summary>
internal static class CollectorKinds
{
    /// <summary>An empty collector that takes a state of this kind and these settings; <see langword="null"/> for a kind of somebody else.</summary>
    public static IMergeableCollector? Create(QuantDescriptor descriptor, CollectorState state) => state.Kind switch
    {
        HistogramCollector.Kind when Bins(state) is { } bins && SkipsZeros(state) is { } skips => new HistogramCollector(new HistogramOptions { Bins = bins, SkipZeros = skips }),
        MaxCollector.Kind => new MaxCollector(descriptor.Axes),
        _ => null,
    };

    private static int? Bins(CollectorState state) =>
        int.TryParse(state.Settings.GetValueOrDefault(nameof(HistogramOptions.Bins)), NumberStyles.None, CultureInfo.InvariantCulture, out var bins) && bins >= 2 ? bins : null;

    private static bool? SkipsZeros(CollectorState state) =>
        bool.TryParse(state.Settings.GetValueOrDefault(nameof(HistogramOptions.SkipZeros)), out var skips) ? skips : null;
}
