using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <content>Quantization in one pass with the operators around it.</content>
public sealed partial class TensorQuantizer
{
    /// <summary>
    /// Quantizes the skip operand of a residual block, adds it to the block's output and applies an activation: what
    /// <c>activation.call(output + call(identity))</c> returns, bit for bit.
    /// </summary>
    /// <param name="output">
    /// What the operand is added to: the fresh result of a convolution, a linear layer, a batch normalization or an addition. Its memory is
    /// used for the result, so nothing else may read it.
    /// </param>
    /// <param name="identity">The operand to quantize. It stays as it is.</param>
    /// <param name="activation">
    /// What is applied to the sum; null for nothing. A ReLU or ReLU6 is computed in the same pass, everything else after it.
    /// </param>
    /// <returns>The activated sum.</returns>
    /// <exception cref="UncalibratedQuantizerException">There is no range.</exception>
    /// <exception cref="CalibrationException">The collector is missing, or refuses the operand.</exception>
    /// <exception cref="QuantizationException">The quantizer is unsigned and a value negative, or the range does not fit the
    /// operand.</exception>
    public Tensor AddTo(Tensor output, Tensor identity, nn.Module<Tensor, Tensor>? activation = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(identity);
        return TryAdd(output, identity, activation) ?? AddSeparately(output, identity, activation);
    }

    /// <summary>
    /// The range, if all that the quantizer does is to quantize to integers with it: what fused kernels can do. Null otherwise.
    /// </summary>
    internal Tensor? FixedRange => Enabled && QuantEnabled && !CalibrationEnabled && clip is null && PreQuantScale is null
        && Descriptor.FakeQuant && Descriptor.Format.IsInteger && Descriptor.Grid.Upper > 0 && Descriptor.ScaleAmax is null
            ? Amax
            : null;

    /// <summary>As <see cref="Pass"/> of the activated input, in one pass where that can be.</summary>
    /// <param name="input">What the activation takes, which may be changed.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="isPrivate">As for <see cref="Pass"/>.</param>
    internal Tensor PassActivated(Tensor input, nn.Module<Tensor, Tensor> activation, bool isPrivate)
    {
        if (FixedRange is { } amax
            && FusedActivation.Of(activation) is { } kind
            && FakeQuantPass.TryFuse(input, amax, Descriptor.Grid, kind) is { } pass)
        {
            return Named(() => FakeQuantization.Run(input, pass, isPrivate));
        }

        return Pass(activation.call(input), isPrivate);
    }

    /// <summary>
    /// Quantizes the weight of a layer by ranges that its own, which is a <see cref="FixedRange"/>, has become for each output channel; null where
    /// kernels cannot.
    /// </summary>
    /// <param name="weight">The weight, output channels first.</param>
    /// <param name="ranges">The range of each output channel.</param>
    internal Tensor? TryPassRows(Tensor weight, float[] ranges) => FakeQuantPass.TryCreate(weight, ranges, Descriptor.Grid) is { } pass
        ? Named(() => FakeQuantization.Run(weight, pass, isPrivate: true))
        : null;

    private Tensor? TryAdd(Tensor output, Tensor identity, nn.Module<Tensor, Tensor>? activation)
    {
        if (FixedRange is not { } amax
            || ModuleHooks.Any(this)
            || ReferenceEquals(identity, output)
            || FusedActivation.Of(activation) is not { } kind
            || ResidualPass.TryCreate(identity, output, amax, Descriptor.Grid, kind) is not { } pass)
        {
            return null;
        }

        if (is_grad_enabled() && (identity.requires_grad || output.requires_grad))
            return Named(() => ResidualFunction.Apply(identity, output, pass));

        var sum = Named(() => pass.Run(record: false, out _, out _));
        return ReferenceEquals(sum, output) ? output.alias() : sum;
    }

    private Tensor AddSeparately(Tensor output, Tensor identity, nn.Module<Tensor, Tensor>? activation)
    {
        using var scope = NewDisposeScope();
        var sum = output + call(identity);
        return (activation is null ? sum : activation.call(sum)).MoveToOuterDisposeScope();
    }

    private Tensor Named(Func<Tensor> quantize)
    {
        try
        {
            return quantize();
        }
        catch (QuantizationException error)
        {
            throw FakeQuantErrors.Named(error, FullName);
        }
    }
}
