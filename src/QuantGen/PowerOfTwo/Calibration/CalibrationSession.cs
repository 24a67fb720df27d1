using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Puts a twin into the state in which it is calibrated: evaluation mode, but quantizers in training mode so that they may collect ranges, no
/// gradients, and every layer that is corrected looked at. Disposing restores all that was before.
/// </summary>
internal sealed class CalibrationSession : IDisposable
{
    private readonly IReadOnlyList<(nn.Module Module, bool Training)> _modules;
    private readonly IReadOnlyList<(PowerOfTwoLayer Layer, bool Enabled)> _layers;
    private readonly IReadOnlyList<(Pact2 Quantizer, bool Enabled, bool Updates)> _quantizers;
    private readonly IReadOnlyList<CorrectedLayer> _corrected;
    private readonly IDisposable _noGradient = no_grad();

    /// <summary>Changes the state.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="parts">Its layers and quantizers.</param>
    /// <param name="corrected">The layers that are looked at.</param>
    public CalibrationSession(nn.Module twin, IReadOnlyList<(string Name, nn.Module Module)> parts, IReadOnlyList<CorrectedLayer> corrected)
    {
        // Parents come before their children, so that restoring a parent's flag, which sets those below it, is put right afterwards.
        _modules = [.. twin.named_modules().Select(static named => named.module).Prepend(twin).Select(static module => (module, module.training))];
        _layers = [.. parts.Select(static part => part.Module).OfType<PowerOfTwoLayer>().Select(static layer => (layer, layer.Enabled))];
        _quantizers = [.. parts.Select(static part => part.Module).OfType<Pact2>().Select(static quantizer => (quantizer, quantizer.Enabled, quantizer.UpdatesRange))];
        _corrected = corrected;
        twin.eval();
        foreach (var (quantizer, _, _) in _quantizers)
            quantizer.train();
        foreach (var layer in corrected)
            layer.Attach();
    }

    /// <summary>Switches to a pass.</summary>
    /// <param name="quantizes">Whether what is switched on quantizes, or nothing does.</param>
    /// <param name="collects">Whether ranges are collected, save those that are frozen.</param>
    public void Begin(bool quantizes, bool collects)
    {
        foreach (var (layer, enabled) in _layers)
            layer.Enabled = enabled && quantizes;

        foreach (var (quantizer, enabled, updates) in _quantizers)
        {
            quantizer.Enabled = enabled && quantizes;
            quantizer.UpdatesRange = updates && collects;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in _corrected)
            layer.Detach();
        foreach (var (layer, enabled) in _layers)
            layer.Enabled = enabled;

        foreach (var (quantizer, enabled, updates) in _quantizers)
        {
            quantizer.Enabled = enabled;
            quantizer.UpdatesRange = updates;
        }

        foreach (var (module, training) in _modules)
        {
            if (module.training != training)
                module.train(training);
        }

        _noGradient.Dispose();
    }
}
