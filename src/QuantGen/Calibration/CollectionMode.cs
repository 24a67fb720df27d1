using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Calibration;

/// <summary>
/// Puts a model into the state in which ranges are collected: evaluation mode, no gradients, every quantizer passing its input on unquantized
/// and those under calibration showing it to their collectors. Disposing restores what was before.
/// </summary>
internal sealed class CollectionMode : IDisposable
{
    private readonly IReadOnlyList<(Module Module, bool Training)> _modules;
    private readonly IReadOnlyList<(TensorQuantizer Quantizer, bool Quant, bool Clip, bool Calibration, ICollector? Collector)> _quantizers;
    private readonly IDisposable _noGrad;

    private CollectionMode(Module model, IEnumerable<TensorQuantizer> quantizers)
    {
        // Parents come before their children, so that restoring a parent's flag, which sets those below it, is put right afterwards.
        _modules = [(model, model.training), .. model.named_modules().Select(static named => (named.Item2, named.Item2.training))];
        _quantizers = [.. quantizers.Select(static quantizer =>
            (quantizer, quantizer.QuantEnabled, quantizer.ClipEnabled, quantizer.CalibrationEnabled, quantizer.Collector))];
        _noGrad = no_grad();
    }

    /// <summary>Changes the state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="quantizers">All its quantizers.</param>
    /// <param name="sites">Those under calibration.</param>
    public static CollectionMode Enter(Module model, IReadOnlyList<TensorQuantizer> quantizers, IEnumerable<CalibrationSite> sites)
    {
        var mode = new CollectionMode(model, quantizers);
        var entered = false;
        try
        {
            mode.Change(model, sites);
            entered = true;
            return mode;
        }
        finally
        {
            if (!entered)
                mode.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (quantizer, quant, clip, calibration, collector) in _quantizers)
        {
            quantizer.QuantEnabled = quant;
            quantizer.ClipEnabled = clip;
            quantizer.CalibrationEnabled = calibration;
            quantizer.Collector = collector;
        }

        foreach (var layer in _modules.Select(static module => module.Module).OfType<QuantWeightedLayer>())
            layer.KeepsMergedWeight = false;

        foreach (var (module, training) in _modules)
        {
            if (module.training != training)
                module.train(training);
        }

        _noGrad.Dispose();
    }

    private void Change(Module model, IEnumerable<CalibrationSite> sites)
    {
        if (_modules.Any(static module => module.Training))
            model.eval();

        foreach (var (quantizer, _, _, _, _) in _quantizers)
        {
            quantizer.QuantEnabled = false;
            quantizer.ClipEnabled = false;
            quantizer.CalibrationEnabled = false;
        }

        foreach (var layer in _modules.Select(static module => module.Module).OfType<QuantWeightedLayer>())
            layer.KeepsMergedWeight = true;

        foreach (var site in sites)
        {
            site.Quantizer.Collector = site;
            site.Quantizer.CalibrationEnabled = true;
        }
    }
}
