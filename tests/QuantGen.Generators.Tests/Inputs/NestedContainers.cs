using System.Linq;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Sequentials within Sequentials: called whole, element by element, through a helper, and with a BatchNorm right behind.</summary>
[Quantize]
public sealed partial class NestedContainers : Module<Tensor, Tensor>
{
    private readonly Sequential stages, apart, first, second, open;
    private readonly BatchNorm2d norm;
    private readonly ModuleList<Module<Tensor, Tensor>> pairs = new();

    public NestedContainers(long channels) : base(nameof(NestedContainers))
    {
        stages = Sequential(Block(channels), Sequential(Block(channels), Conv2d(channels, channels, 1), BatchNorm2d(channels)), BatchNorm2d(channels));
        apart = Sequential(Conv2d(channels, channels, 1), BatchNorm2d(channels), Block(channels));
        first = Block(channels);
        second = Sequential(Block(channels), Block(channels));
        open = Sequential(Block(channels), Conv2d(channels, channels, 3, padding: 1));
        norm = BatchNorm2d(channels);
        for (var i = 0; i < 2; i++)
        {
            pairs.Add(Conv2d(channels, channels, 1));
            pairs.Add(BatchNorm2d(channels));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var stage in stages.children().Cast<Module<Tensor, Tensor>>())
            x = stage.call(x);

        // The sum needs the convolution's own result, so the BatchNorm must not be merged into it.
        var y = apart[0].call(x);
        x = apart[2].call(apart[1].call(y) + y);

        x = Through(first, x) + Through(second, x);
        x = norm.call(open.call(x));
        for (var i = 0; i < pairs.Count; i++)
            x = pairs[i].call(x);
        return x;
    }

    private static Sequential Block(long channels) =>
        Sequential(Conv2d(channels, channels, 3, padding: 1, bias: false), BatchNorm2d(channels), ReLU());

    private static Tensor Through(Sequential layers, Tensor x) => layers.call(x);
}
