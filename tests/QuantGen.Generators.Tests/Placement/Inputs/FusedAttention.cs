using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Attention by the fused function, with query, key and value from one layer.</summary>
[Quantize]
public sealed partial class FusedAttention : Module<Tensor, Tensor>
{
    private readonly Linear projection;
    private readonly Linear output;

    public FusedAttention(long features) : base(nameof(FusedAttention))
    {
        projection = Linear(features, 3 * features);
        output = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var parts = projection.call(x).chunk(3, dim: -1);
        var attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        return output.call(attended);
    }
}
