using QuantGen;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A convolution of which an option says whether the twin quantizes it.</summary>
/// <remarks>
/// <c>[KeepFloat]</c> is read when the code is compiled. So there are two fields, one with it and one without, of which one is null, and both
/// are registered under the same name: a checkpoint fits whatever the option says.
/// </remarks>
[Quantize(PerChannel)]
public sealed partial class OptionalFloatConv2d : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly Conv2d? quantized;

    [KeepFloat]
    [ComponentName(Name = "conv")]
    private readonly Conv2d? kept;

    /// <summary>Makes a module.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="keepFloat">Whether the twin leaves it in float.</param>
    public OptionalFloatConv2d(Conv2d conv, bool keepFloat)
        : base(nameof(OptionalFloatConv2d))
    {
        if (keepFloat)
            kept = conv;
        else
            quantized = conv;

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (kept is not null)
            return kept.call(x);

        return quantized!.call(x);
    }
}
