using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Preparation;

/// <summary>
/// A float network drawn at random: convolutions of all kinds with and without normalization, biases, groups and activations, some with a skip
/// connection around them, pooled into a linear layer.
/// </summary>
internal sealed class RandomNetwork : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> blocks = [];
    private readonly List<bool> _skips = [];
    private readonly Linear head;

    /// <summary>Draws one.</summary>
    public RandomNetwork(int seed)
        : base(nameof(RandomNetwork))
    {
        var draw = new Random(seed);
        var channels = 4L;
        for (var block = 0; block < 4; block++)
        {
            var skips = draw.Next(3) == 0;
            var row = nn.Sequential();
            var inner = channels;
            var layers = draw.Next(2, 4);
            for (var i = 0; i < layers; i++)
            {
                var outputs = skips && i == layers - 1 ? channels : 4 * draw.NextInt64(1, 4);
                Append(row, draw, inner, outputs, activates: i < layers - 1);
                inner = outputs;
            }

            blocks.Add(row);
            _skips.Add(skips);
            channels = inner;
        }

        head = nn.Linear(channels, 5);
        RegisterComponents();
        var draws = new Draws(seed);
        draws.Fill(this);
        Spread(this, draws);
    }

    public static Tensor Probe => (arange(2 * 4 * 12 * 12).to(ScalarType.Float32) * 0.7f).sin().reshape(2, 4, 12, 12);

    public override Tensor forward(Tensor x)
    {
        foreach (var (block, skips) in blocks.Zip(_skips))
        {
            var y = block.call(x);
            x = nn.functional.relu(skips ? x + y : y);
        }

        return head.call(x.mean([2, 3]));
    }

    // Channels of very different size.
    private static void Spread(nn.Module network, Draws draws)
    {
        using var noGradient = no_grad();
        foreach (var module in network.modules())
        {
            if (module is BatchNorm2d norm)
                norm.weight.copy_((draws.Normal(norm.num_features) * (1 + draws.Whole(2))).exp());
        }
    }

    private static void Append(Sequential row, Random draw, long inputs, long outputs, bool activates)
    {
        var bias = draw.Next(2) == 0;
        switch (draw.Next(4))
        {
            case 0 when inputs == outputs:
                row.append(nn.Conv2d(inputs, outputs, 3, padding: 1, groups: inputs, bias: bias));
                break;
            case 1:
                row.append(nn.Conv2d(inputs, outputs, 3, padding: 1, groups: 4, bias: bias));
                break;
            case 2:
                row.append(nn.ConvTranspose2d(inputs, outputs, 3, padding: 1, groups: draw.Next(2) == 0 ? 4 : 1, bias: bias));
                break;
            default:
                row.append(nn.Conv2d(inputs, outputs, 1, bias: bias));
                break;
        }

        if (draw.Next(3) != 0)
            row.append(nn.BatchNorm2d(outputs));
        if (activates && draw.Next(4) != 0)
            row.append(draw.Next(5) switch { 0 => nn.ReLU6(), 1 => nn.Sigmoid(), 2 => nn.LeakyReLU(0.25), _ => nn.ReLU() });
    }
}
