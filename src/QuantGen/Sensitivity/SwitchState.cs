using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Sensitivity;

/// <summary>Remembers which quantizers of a model are enabled and which modules train, and restores both in the end.</summary>
internal sealed class SwitchState : IDisposable
{
    private readonly List<(TensorQuantizer Quantizer, bool Enabled)> _quantizers;
    private readonly List<(PowerOfTwoLayer Layer, bool Enabled)> _layers;
    private readonly List<(Pact2 Quantizer, bool Enabled)> _ranges;
    private readonly List<(LowBitQuantizer Quantizer, bool Enabled)> _lowBit;
    private readonly List<(nn.Module Module, bool Training)> _modules;

    /// <summary>Remembers the state of a model.</summary>
    public SwitchState(nn.Module model)
    {
        _quantizers = [.. model.Quantizers().Select(static named => (named.Quantizer, named.Quantizer.Enabled))];
        var parts = PowerOfTwoModules.Of(model);
        _layers = [.. parts.Select(static part => part.Module).OfType<PowerOfTwoLayer>().Select(static layer => (layer, layer.Enabled))];
        _ranges = [.. parts.Select(static part => part.Module).OfType<Pact2>().Select(static quantizer => (quantizer, quantizer.Enabled))];
        _lowBit = [.. LowBitParts.Quantizers(model).Select(static named => (named.Quantizer, named.Quantizer.Enabled))];
        _modules = [.. model.named_modules().Select(static named => named.Item2).Prepend(model).Select(static module => (module, module.training))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (quantizer, enabled) in _quantizers)
            quantizer.Enabled = enabled;
        foreach (var (layer, enabled) in _layers)
            layer.Enabled = enabled;
        foreach (var (quantizer, enabled) in _ranges)
            quantizer.Enabled = enabled;

        foreach (var (quantizer, enabled) in _lowBit)
            quantizer.Enabled = enabled;

        // Parents come first: what they set in their children is set again after them.
        foreach (var (module, training) in _modules)
            module.train(training);
    }
}
