using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Multiplies by a learned number, the same everywhere: Fixup's factors, and the weights of Group-Net's bases.</summary>
[Quantize(PerChannel)]
public sealed partial class ScalarScale : Module<Tensor, Tensor>
{
    private readonly Parameter scale;

    /// <summary>Makes a module.</summary>
    /// <param name="start">The number at first.</param>
    public ScalarScale(double start)
        : base(nameof(ScalarScale))
    {
        scale = Parameter(full(1, start));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => x * scale;
}
