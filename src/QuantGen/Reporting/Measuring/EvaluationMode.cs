using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// Puts a model into evaluation mode without gradients, with quantizers that have no range passing their input on. Disposing restores what
/// was before.
/// </summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly IReadOnlyList<(Module Module, bool Training)> _modules;
    private readonly IReadOnlyList<TensorQuantizer> _switchedOff;
    private readonly IDisposable _noGradient = no_grad();

    public EvaluationMode(Module model)
    {
        // Parents come before their children, so that restoring a parent's flag, which sets those below it, is put right afterwards.
        _modules = [(model, model.training), .. model.named_modules().Select(static named => (named.Item2, named.Item2.training))];
        _switchedOff = [.. model.Quantizers()
            .Select(static named => named.Quantizer)
            .Where(static quantizer => quantizer is { Enabled: true, QuantEnabled: true, IsCalibrated: false })];
        if (_modules.Any(static module => module.Training))
            model.eval();
        foreach (var quantizer in _switchedOff)
            quantizer.QuantEnabled = false;
    }

    public void Dispose()
    {
        foreach (var quantizer in _switchedOff)
            quantizer.QuantEnabled = true;
        foreach (var (module, training) in _modules)
        {
            if (module.training != training)
                module.train(training);
        }

        _noGradient.Dispose();
    }
}
