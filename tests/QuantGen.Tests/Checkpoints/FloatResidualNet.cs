using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>The float model whose quantized twin is <see cref="Calibration.ResidualNet"/>.</summary>
internal sealed class FloatResidualNet : Module<Tensor, Tensor>
{
    private readonly Block block;
    private readonly Linear fc;

    public FloatResidualNet(long channels)
        : base(nameof(FloatResidualNet))
    {
        block = new Block(channels);
        fc = Linear(channels * 4, 5);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => fc.call(functional.adaptive_avg_pool2d(block.call(input), 2).flatten(1));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly Conv2d conv2;
        private readonly Conv2d down;

        public Block(long channels)
            : base(nameof(Block))
        {
            conv1 = Conv2d(2, channels, 3, padding: 1);
            conv2 = Conv2d(channels, channels, 3, padding: 1);
            down = Conv2d(2, channels, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => (conv2.call(conv1.call(input).relu()) + down.call(input)).relu();
    }
}
