using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// A place in a float model whose value the power-of-two twin quantizes, where it would not by itself: a <see cref="Pact2"/> takes its place
/// there. In the float model it changes nothing. TI calls it QAct.
/// </summary>
public sealed class QuantizeHere : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes a marker.</summary>
    public QuantizeHere()
        : base(nameof(QuantizeHere))
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
