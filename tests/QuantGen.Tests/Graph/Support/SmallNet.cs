using QuantGen.Graph;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Support;

/// <summary>A model traced by hand: a convolution with batch normalization and an addition, and a classifier.</summary>
internal sealed class SmallNet : Module<Tensor, Tensor>, ITraceable
{
    private readonly Conv2d conv = Conv2d(3, 4, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn = BatchNorm2d(4);
    private readonly Linear fc = Linear(4, 2);

    public SmallNet()
        : base(nameof(SmallNet))
    {
        RegisterComponents();
        using var noGradient = no_grad();
        conv.weight!.copy_(new Sample([4, 3, 3, 3]).Draw(1));
        fc.weight!.copy_(new Sample([2, 4]).Draw(2));
        fc.bias!.copy_(tensor([0.5f, -1.5f]));
        bn.running_mean!.copy_(tensor([0.1f, -0.2f, 0.3f, 0.05f]));
        bn.running_var!.copy_(tensor([0.5f, 1.5f, 0.75f, 2f]));
        bn.weight!.copy_(tensor([1.5f, -1f, 0.5f, 1f]));
        bn.bias!.copy_(tensor([0.1f, 0.2f, -0.3f, 0f]));
    }

    public Conv2d Convolution => conv;

    public BatchNorm2d Normalization => bn;

    public bool SawTraining { get; private set; }

    public override Tensor forward(Tensor input)
    {
        var x = bn.call(conv.call(input));
        return fc.call((x + x.relu()).mean([2, 3]));
    }

    public IReadOnlyList<GraphValue> Trace(IReadOnlyList<GraphValue> inputs)
    {
        SawTraining = training || bn.training;
        var builder = inputs[0].Builder!;
        GraphValue x;
        using (builder.Enter(conv))
            x = GraphFunctional.conv2d(inputs[0], conv.weight!, padding: [1, 1]);
        using (builder.Enter(bn))
            x = GraphFunctional.batch_norm(x, bn.running_mean!, bn.running_var!, bn.weight!, bn.bias!);

        x = (x + x.relu()).mean([2, 3]);
        using (builder.Enter(fc))
            return [GraphFunctional.linear(x, fc.weight!, fc.bias!)];
    }
}
