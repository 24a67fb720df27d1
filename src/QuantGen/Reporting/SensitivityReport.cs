using QuantGen.Sensitivity;

namespace QuantGen.Reporting;

/// <summary>What single layers cost, as a sensitivity analysis found it.</summary>
/// <param name="Mode">Which layers were quantized while one was looked at.</param>
/// <param name="Reference">The score that the layers are compared with; null when it was not a finite number.</param>
/// <param name="Layers">The layers, the most sensitive first.</param>
public sealed record SensitivityReport(SensitivityMode Mode, double? Reference, IReadOnlyList<LayerSensitivityReport> Layers)
{
    /// <summary>The report of a result, in which what is no finite number is left out.</summary>
    internal static SensitivityReport Of(SensitivityResult result) => new(
        result.Mode,
        Finite(result.Reference),
        [.. result.Layers.Select(static layer => new LayerSensitivityReport(layer.Layer, Finite(layer.Score), Finite(layer.Sensitivity)))]);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
