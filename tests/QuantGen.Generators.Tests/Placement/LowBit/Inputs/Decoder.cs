using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>What a target alone means: LSQ at two bits on both sides. Other layers than convolutions and linear ones stay as they are.</summary>
[Quantize(Target = QuantizationTarget.LowBit)]
public sealed partial class Decoder : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> first = Conv2d(8, 8, 1);

    [Quantize(WeightAlgorithm = LowBitAlgorithm.Fatnn)]
    private readonly Upsampling up = new();

    [Quantize(ActivationAlgorithm = LowBitAlgorithm.None)]
    private readonly ConvTranspose2d back = ConvTranspose2d(8, 8, 3, padding: 1, groups: 2);
    private readonly AvgPool2d pool = AvgPool2d(2);
    private readonly Conv2d last = Conv2d(8, 2, 1);

    public Decoder()
        : base(nameof(Decoder)) => RegisterComponents();

    public override Tensor forward(Tensor x) => last.call(pool.call(back.call(up.call(first.call(x)))) + 1);
}

/// <summary>A part of it that has algorithms of its own where nobody says otherwise.</summary>
[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]
public sealed partial class Upsampling : Module<Tensor, Tensor>
{
    private readonly ConvTranspose2d conv = ConvTranspose2d(8, 8, 2, stride: 2);
    private readonly ReLU relu = ReLU();

    public Upsampling()
        : base(nameof(Upsampling)) => RegisterComponents();

    public override Tensor forward(Tensor x) => relu.call(conv.call(x));
}
