using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A method that stays in float: the layer that only it calls, its product and its sum.</summary>
[Quantize]
public sealed partial class KeptMethod : Module<Tensor, Tensor>
{
    private readonly Linear body;
    private readonly Linear head;

    public KeptMethod(long features) : base(nameof(KeptMethod))
    {
        body = Linear(features, features);
        head = Linear(features, features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Head(x + body.call(x));

    [KeepFloat]
    private Tensor Head(Tensor x) => head.call(x) * x.sigmoid() + x;
}
