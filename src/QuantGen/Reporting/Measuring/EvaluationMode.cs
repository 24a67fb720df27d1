using QuantGen.PowerOfTwo;
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
    private readonly IReadOnlyList<Action<bool>> _switches;
    private readonly IDisposable _noGradient = no_grad();

    public EvaluationMode(Module model)
    {
        // Parents come before their children, so that restoring a parent's flag, which sets those below it, is put right afterwards.
        _modules = [(model, model.training), .. model.named_modules().Select(static named => (named.Item2, named.Item2.training))];
        _switches =
        [
            .. model.Quantizers()
                .Select(static named => named.Quantizer)
                .Where(static quantizer => quantizer is { Enabled: true, QuantEnabled: true, IsCalibrated: false })
                .Select(static quantizer => (Action<bool>)(isOn => quantizer.QuantEnabled = isOn)),
            .. PowerOfTwoModules.Of(model)
                .Select(static part => part.Module)
                .OfType<Pact2>()
                .Where(static quantizer => quantizer is { Enabled: true, IsCalibrated: false })
                .Select(static quantizer => (Action<bool>)(isOn => quantizer.Enabled = isOn)),
        ];
        if (_modules.Any(static module => module.Training))
            model.eval();
        foreach (var turn in _switches)
            turn(false);
    }

    public void Dispose()
    {
        foreach (var turn in _switches)
            turn(true);
        foreach (var (module, training) in _modules)
        {
            if (module.training != training)
                module.train(training);
        }

        _noGradient.Dispose();
    }
}
