using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Adds a learned number, the same everywhere, 0 at first (Zhang et al. 2019, "Fixup Initialization", section 3).</summary>
[Quantize(PerChannel)]
public sealed partial class ScalarBias : Module<Tensor, Tensor>
{
    private readonly Parameter bias;

    /// <summary>Makes a module.</summary>
    public ScalarBias()
        : base(nameof(ScalarBias))
    {
        bias = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => x + bias;
}
