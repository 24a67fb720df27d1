using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// A place in a float model whose value the power-of-two twin leaves as it is: what it marks is not quantized there, and neither is the
/// result of the layer before it. It changes nothing itself. TI calls it NoQAct.
/// </summary>
public sealed class NoQuantizeHere : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes a marker.</summary>
    public NoQuantizeHere()
        : base(nameof(NoQuantizeHere))
    {
    }

    /// <summary>The input itself, under a handle of its own.</summary>
    /// <param name="input">Any tensor.</param>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.alias();
    }
}
