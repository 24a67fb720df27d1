using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A matrix product with a parameter, which no layer quantizes.</summary>
[Quantize]
public sealed partial class OwnWeights : Module<Tensor, Tensor>
{
    private readonly Linear fc;
    private readonly Parameter projection;

    public OwnWeights(long features) : base(nameof(OwnWeights))
    {
        fc = Linear(features, features);
        projection = new Parameter(randn(features, features));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => matmul(fc.call(x), projection);
}
