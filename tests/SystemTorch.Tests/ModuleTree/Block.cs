using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

/// <summary>A convolution, a batch normalisation, and a Sequential behind them.</summary>
internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(1, 2, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn = BatchNorm2d(2);
    private readonly Sequential head = Sequential(ReLU(), Flatten(), Linear(8, 3));

    public Block()
        : base(nameof(Block))
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => head.call(bn.call(conv.call(input)));
}
