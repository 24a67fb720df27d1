using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A layer of a twin whose bias calibration corrects.</summary>
internal sealed class CorrectedLayer
{
    private readonly nn.Module _module;
    private readonly Func<Tensor>? _biasOfOne;
    private readonly OutputStatistics _statistics;
    private Action? _detach;

    private CorrectedLayer(string name, nn.Module module, Parameter bias, Parameter? weight, int channelAxis, bool spread, Func<Tensor>? biasOfOne = null)
    {
        Name = name;
        _module = module;
        Bias = bias;
        Weight = weight;
        _biasOfOne = biasOfOne;
        _statistics = new OutputStatistics(channelAxis, spread && weight is not null);
    }

    /// <summary>Its path in the twin.</summary>
    public string Name { get; }

    /// <summary>What shifts its output: its own bias, or the shift of the batch normalization that is part of it.</summary>
    public Parameter Bias { get; }

    /// <summary>The weight whose channels may be corrected; null for none.</summary>
    public Parameter? Weight { get; }

    /// <summary>The layers of a twin that have a bias: quantized ones, float ones and normalizations that stand by themselves.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="spread">Whether weights are corrected, too.</param>
    public static IReadOnlyList<CorrectedLayer> Of(nn.Module twin, bool spread)
    {
        var modules = twin.named_modules().Prepend((twin.GetName(), twin)).DistinctBy(static entry => entry.Item2, ReferenceEqualityComparer.Instance).ToList();
        var merged = modules.Select(static entry => (entry.Item2 as PowerOfTwoLayer)?.FoldedBatchNorm).OfType<nn.Module>()
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return [.. modules.Where(entry => !merged.Contains(entry.Item2)).Select(entry => Of(entry.Item1, entry.Item2, spread)).OfType<CorrectedLayer>()];
    }

    /// <summary>Begins to look at its output.</summary>
    public void Attach()
    {
        if (_module is PowerOfTwoLayer layer)
        {
            layer.Observer = _statistics;
            _detach = () => layer.Observer = null;
        }
        else
        {
            _detach = ((nn.Module<Tensor, Tensor>)_module).register_forward_hook((_, _, output) =>
            {
                _statistics.Observe(output, biasRounding: null);
                return output;
            }).remove;
        }
    }

    /// <summary>Ends that.</summary>
    public void Detach()
    {
        _detach?.Invoke();
        _detach = null;
        _statistics.Forget();
    }

    /// <summary>What was seen in the pass that has ended, if the layer was called.</summary>
    public (Tensor Mean, Tensor? Deviation)? Take() => _statistics.Take();

    /// <summary>Forgets what was seen.</summary>
    public void Forget() => _statistics.Forget();

    /// <summary>What the bias changes by when the output is to change by something.</summary>
    public Tensor BiasOf(Tensor shift) => _biasOfOne is null ? shift : shift * _biasOfOne();

    /// <summary>One number for each output channel, in a shape that broadcasts to the weight.</summary>
    public Tensor Align(Tensor perOutput) => ((PowerOfTwoLayer)_module).Layout.Align(perOutput, Weight!);

    private static CorrectedLayer? Of(string name, nn.Module module, bool spread) => module switch
    {
        PowerOfTwoLayer layer => Of(name, layer, spread),
        BatchNorm { affine: true, bias: { } bias } norm => new(name, norm, bias, null, channelAxis: 1, spread: false),
        Convolution { bias: { } bias } conv => new(name, conv, bias, null, -conv.kernel_size.Length - 1, spread: false),
        Linear { bias: { } bias } linear => new(name, linear, bias, null, channelAxis: -1, spread: false),
        _ => null,
    };

    private static CorrectedLayer? Of(string name, PowerOfTwoLayer layer, bool spread)
    {
        var kernel = (int)layer.weight.dim() - 2;
        var weight = spread && kernel > 0 ? layer.weight : null;
        return layer switch
        {
            { FoldedBatchNorm: BatchNorm { affine: true, bias: { } shift } } => new(name, layer, shift, weight, -kernel - 1, spread),
            { FoldedBatchNorm: BatchNorm { running_var: { } variance } norm, bias: { } bias } =>
                new(name, layer, bias, weight, -kernel - 1, spread, () => (variance + norm.eps).sqrt()),
            { bias: { } bias } => new(name, layer, bias, weight, -kernel - 1, spread),
            _ => null,
        };
    }
}
