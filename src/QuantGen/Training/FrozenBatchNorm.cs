using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>
/// Batch normalizations whose statistics stay as they are: they normalize with their running statistics and do not change them, also while the
/// model trains. Disposing it ends that.
/// </summary>
/// <remarks>
/// In the last epochs of quantization-aware training statistics of single batches disturb more than they help, and what will be deployed are
/// the running ones (R. Krishnamoorthi, Quantizing deep convolutional networks for efficient inference, 2018, section 3.2.2). Scale and shift
/// go on training; see <see cref="ParameterPatterns.Freeze"/> for those. A call of <c>train()</c> changes nothing about it.
/// </remarks>
public sealed class FrozenBatchNorm : IDisposable
{
    private readonly nn.Module _model;
    private readonly List<BatchNorm> _norms;
    private readonly List<BatchNormFold> _folds;
    private readonly List<Action> _removals;
    private bool _isDisposed;

    private FrozenBatchNorm(nn.Module model)
    {
        _model = model;
        var named = model.named_modules().Append((model.GetName(), model))
            .DistinctBy(static entry => entry.Item2, ReferenceEqualityComparer.Instance).ToList();
        var norms = named.Where(static entry => entry.Item2 is BatchNorm).ToList();
        Names = [.. norms.Select(static entry => entry.Item1)];
        _norms = [.. norms.Select(static entry => (BatchNorm)entry.Item2)];

        // Those that a quantized layer has taken over are not called when they are merged.
        _folds = [.. named.Select(static entry => entry.Item2).OfType<QuantWeightedLayer>().Select(static layer => layer.Fold).OfType<BatchNormFold>()];
        _removals = _norms.ConvertAll(static norm => (Action)norm.register_forward_pre_hook(static (module, input) =>
        {
            module.eval();
            return input;
        }).remove);
        Switch(isFrozen: true);
    }

    /// <summary>The names of the normalizations in the model.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Freezes all batch normalizations of a model.</summary>
    /// <param name="model">A float model or a twin.</param>
    public static FrozenBatchNorm Of(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new FrozenBatchNorm(model);
    }

    /// <summary>Lets the normalizations follow the training mode of the model again.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        foreach (var remove in _removals)
            remove();

        Switch(isFrozen: false);
    }

    private void Switch(bool isFrozen)
    {
        foreach (var fold in _folds)
            fold.IsFrozen = isFrozen;

        foreach (var norm in _norms)
            norm.train(!isFrozen && _model.training);
    }
}
