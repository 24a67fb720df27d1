using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The sum of equal branches, each with weights of its own and scaled at its end (Zhuang et al. 2019, "Group-Net").</summary>
[Quantize(PerChannel)]
public sealed partial class BasisSum : Module<Tensor, Tensor>
{
    private readonly ModuleList<Sequential> bases;

    /// <summary>Makes a sum.</summary>
    /// <param name="bases">The branches.</param>
    public BasisSum(IEnumerable<Sequential> bases)
        : base(nameof(BasisSum))
    {
        this.bases = ModuleList(bases.ToArray());
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var sum = bases[0].call(x);
        for (var i = 1; i < bases.Count; i++)
            sum = sum + bases[i].call(x);

        return sum;
    }
}
