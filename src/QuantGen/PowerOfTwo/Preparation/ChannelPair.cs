using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Two layers of a float model that are called one after the other.</summary>
/// <param name="first">The one that makes the channels.</param>
/// <param name="second">The one that takes them.</param>
internal sealed class ChannelPair(NormalizedLayer first, NormalizedLayer second)
{
    private const int ProbeSeed = 20;
    private const int LowestExponent = 8;
    private const int HighestExponent = 12;

    /// <summary>The paths of both.</summary>
    public EqualizationPair Names { get; } = new(first.Layer.Name, first.NormName, second.Layer.Name);

    /// <summary>What <see cref="Divide"/> writes to.</summary>
    public IReadOnlyList<Tensor> Parameters =>
        [second.Layer.Weight, .. (first.Norm is { } norm ? new[] { norm.weight, norm.bias } : [first.Layer.Weight, first.Layer.Bias]).OfType<Tensor>()];

    /// <summary>The largest magnitude that each channel is made with.</summary>
    public Tensor FirstRanges()
    {
        var ranges = first.Layer.OutputRanges();
        return first.NormFactors() is { } factors ? ranges * factors.abs() : ranges;
    }

    /// <summary>The largest magnitude that each channel is multiplied by.</summary>
    public Tensor SecondRanges() => second.Layer.InputRanges(second.NormFactors());

    /// <summary>Divides each channel where it is made, and multiplies by the same where it is taken.</summary>
    /// <param name="factors">One number for each channel.</param>
    public void Divide(Tensor factors)
    {
        using var scope = NewDisposeScope();
        var inverse = factors.reciprocal();
        if (first.Norm is { } norm)
        {
            norm.weight.mul_(inverse);
            norm.bias!.mul_(inverse);
        }
        else
        {
            first.Layer.ScaleOutputs(inverse);
        }

        second.Layer.ScaleInputs(factors);
    }

    /// <summary>
    /// Whether a model's function does not depend on the size of these channels: first each is made much larger, so that limits such as that of
    /// ReLU6 show, then each by a factor of its own.
    /// </summary>
    public bool IsProvedBy(FunctionProbe probe)
    {
        using var scope = NewDisposeScope();
        var random = new Random(ProbeSeed);
        return Survives([.. Exponents(() => -random.Next(LowestExponent, HighestExponent + 1))])
            && Survives([.. Exponents(() => random.Next(-HighestExponent, HighestExponent + 1))]);

        bool Survives(float[] factors) => probe.Survives(Parameters, () => Divide(tensor(factors).to(second.Layer.Weight.device)));

        IEnumerable<float> Exponents(Func<int> next) => Enumerable.Range(0, (int)second.Layer.Inputs).Select(_ => MathF.ScaleB(1, next()));
    }
}
