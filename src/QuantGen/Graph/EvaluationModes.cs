using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Puts a model into evaluation mode, and back as each of its modules was.</summary>
internal sealed class EvaluationModes : IDisposable
{
    private readonly IReadOnlyList<(nn.Module Module, bool Training)> _modules;

    public EvaluationModes(nn.Module model)
    {
        // Parents come before their children, so that restoring a parent's flag, which sets those below it, is put right afterwards.
        _modules = [(model, model.training), .. model.named_modules().Select(static named => (named.Item2, named.Item2.training))];
        if (_modules.Any(static module => module.Training))
            model.eval();
    }

    public void Dispose()
    {
        foreach (var (module, training) in _modules)
        {
            if (module.training != training)
                module.train(training);
        }
    }
}
