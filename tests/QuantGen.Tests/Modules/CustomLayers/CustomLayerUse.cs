using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Sensitivity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules.CustomLayers;

/// <summary>What docs/custom-layers.md shows of the use of a custom layer, as it stands there.</summary>
internal static class CustomLayerUse
{
    public static (Module<Tensor, Tensor> Model, QuantSequential Twin, SensitivityResult Sensitivity) Run(
        IReadOnlyList<Tensor> batches, Func<Module<Tensor, Tensor>, double> accuracy)
    {
        var model = Sequential(("first", Linear(8, 16)), ("relu", ReLU()), ("gated", new GatedLinear(16, 4)));

        var layers = new LayerConverter(Granularity.PerChannel, new QuantizationOptions
        {
            Layers = [LayerOverride.Of<QuantGatedLinear>() with { WeightBits = 6 }],
        });
        var twin = layers.Convert(model);
        layers.Complete(twin);

        using var calibrator = new Calibrator(twin);
        calibrator.Collect(batches);
        calibrator.Compute(CalibrationMethod.Percentile());

        var sensitivity = SensitivityAnalysis.Measure(twin, accuracy);
        return (model, twin, sensitivity);
    }
}
