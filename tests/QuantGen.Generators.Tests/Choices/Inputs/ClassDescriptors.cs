using QuantGen;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Descriptors of another class, for all layers but one.</summary>
[Quantize(InputDescriptor = "Descriptors.Inputs", WeightDescriptor = "Descriptors.Weights", WeightBits = 3)]
public sealed partial class ClassDescriptors : Module<Tensor, Tensor>
{
    private readonly Linear first;

    [Quantize(WeightBits = 8)]
    private readonly Linear last;

    public ClassDescriptors(long features) : base(nameof(ClassDescriptors))
    {
        first = Linear(features, features);
        last = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + last.call(first.call(x));
}

internal static class Descriptors
{
    public static readonly QuantDescriptor Inputs = new() { Bits = 6 };

    public static QuantDescriptor Weights => new() { Bits = 5, NarrowRange = true };
}
