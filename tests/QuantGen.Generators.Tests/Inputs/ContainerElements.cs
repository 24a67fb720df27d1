using System.Collections.Generic;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A pyramid that takes features out of the middle of a Sequential, and calls lists and a dictionary element by element.</summary>
[Quantize]
public sealed partial class ContainerElements : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly ModuleList<Module<Tensor, Tensor>> laterals = new();
    private readonly ModuleList<Conv2d> smooth = new();
    private readonly ModuleDict<Module<Tensor, Tensor>> heads = new();
    private readonly Sequential tail;

    public ContainerElements(long channels) : base(nameof(ContainerElements))
    {
        features = Sequential(
            Conv2d(channels, channels, 3, padding: 1, bias: false), BatchNorm2d(channels), ReLU(),
            Conv2d(channels, channels, 3, padding: 1, bias: false), BatchNorm2d(channels), ReLU());
        tail = Sequential(Conv2d(channels, channels, 1), BatchNorm2d(channels), ReLU());
        for (var i = 0; i < 3; i++)
        {
            laterals.Add(Sequential(Conv2d(channels, channels, 1), ReLU()));
            smooth.Add(Conv2d(channels, channels, 3, padding: 1));
        }

        heads.Add("score", Conv2d(channels, channels, 1));
        heads.Add("offset", Conv2d(channels, channels, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var taps = new List<Tensor>();
        x = features[0].call(x);
        for (var i = 1; i < features.Count; i++)
        {
            x = features[i].call(x);
            if (i % 3 == 2)
                taps.Add(x);
        }

        foreach (Module<Tensor, Tensor> layer in tail.children())
            x = layer.call(x);
        taps.Add(x);

        var sum = zeros_like(x);
        for (var i = 0; i < laterals.Count; i++)
            sum = sum + smooth[i].call(laterals[i].call(taps[i]));

        var score = heads["score"].call(sum);
        foreach (var (name, head) in heads)
        {
            if (name != "score")
                score = score + head.call(sum);
        }

        return score;
    }
}
