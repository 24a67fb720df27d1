using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>One child that a <see cref="QuantSequential"/> applies.</summary>
/// <param name="Layer">The child.</param>
/// <param name="Quantizer">Quantizes its input in place of the layer's own quantizer; null for that one.</param>
internal sealed record SequentialStep(nn.Module<Tensor, Tensor> Layer, TensorQuantizer? Quantizer = null)
{
    /// <summary>Whether the step begins with a layer that computes an activation together with its quantizer.</summary>
    public bool TakesActivation => Layer switch
    {
        QuantInputLayer => true,
        QuantSequential container => !ModuleHooks.Any(container) && container.TakesActivation,
        _ => false,
    };

    /// <summary>Whether the step is an activation that the next step can compute.</summary>
    public bool IsActivation => Layer is ReLU or ReLU6;

    /// <summary>Whether nothing but the next step reads the result, not even its own gradient.</summary>
    public bool IsFresh => !ModuleHooks.Any(Layer) && Layer switch
    {
        QuantWeightedLayer or BatchNorm => true,
        QuantSequential container => container.IsFresh,
        _ => false,
    };

    /// <summary>Applies the step to an input, or to an activation of it.</summary>
    /// <param name="input">The input, which may be changed if there is an activation.</param>
    /// <param name="before">The activation, or null.</param>
    /// <param name="mayWait">Whether the reader of the result computes an activation that would be applied last.</param>
    /// <param name="after">That activation, which has not been applied; null for none.</param>
    public Tensor Call(Tensor input, nn.Module<Tensor, Tensor>? before, bool mayWait, out nn.Module<Tensor, Tensor>? after)
    {
        after = null;
        if (Layer is QuantSequential container && !ModuleHooks.Any(container))
            return container.Run(input, before, mayWait, out after);

        if (Layer is not QuantInputLayer layer)
            return Layer.call(input);

        return (before, Quantizer) switch
        {
            (null, null) => layer.call(input),
            (null, { } quantizer) => layer.call(input, quantizer),
            ({ } activation, null) => layer.call(input, activation),
            ({ } activation, { } quantizer) => layer.call(input, activation, quantizer),
        };
    }
}
