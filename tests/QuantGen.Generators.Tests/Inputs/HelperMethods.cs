using System;
using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A two-stage network whose forward only says in which order its parts run.</summary>
[Quantize]
public partial class HelperMethods : Module<Tensor, Tensor>
{
    private const long Classes = Groups * 5;
    private const long Groups = 2;
    private static readonly long[] s_pool = [1, 1];

    private readonly Conv2d stem;
    private readonly BatchNorm2d stemNorm;
    private readonly Conv2d reduce, expand;
    private readonly Conv2d? shortcut;
    private readonly Linear head;
    private readonly bool shuffles;

    public HelperMethods(long channels, bool widens, bool shuffles) : base(nameof(HelperMethods))
    {
        this.shuffles = shuffles;
        stem = Conv2d(channels, channels, 3, padding: 1, bias: false);
        stemNorm = BatchNorm2d(channels);
        reduce = Conv2d(channels, channels / 2, 1);
        expand = Conv2d(channels / 2, widens ? channels * 2 : channels, 1);
        shortcut = widens ? Conv2d(channels, channels * 2, 1) : null;
        head = Linear(widens ? channels * 2 : channels, Classes);
        RegisterComponents();
    }

    /// <summary>Whether the residual needs a projection.</summary>
    private bool Projects => shortcut is not null;

    /// <summary>Images in, logits out.</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Stem(input);
        x = Residual(x);
        if (shuffles)
            x = ShuffleChannels(x, Groups);
        return Classify(x);
    }

    // Nothing but the stem sees the raw image.
    private Tensor Stem(Tensor image)
    {
        var x = stemNorm.call(stem.call(image));
        return Activate(x);
    }

    /// <summary>A bottleneck with a skip.</summary>
    /// <param name="x">What the stem made of the image.</param>
    protected internal Tensor Residual(Tensor x) =>
        Projects ? Activate(Bottleneck(x) + shortcut!.call(x)) : Activate(Bottleneck(x) + x);

    private Tensor Bottleneck(Tensor x)
    {
        using var narrow = Activate(reduce.call(x));
        return this.expand.call(narrow);
    }

    private static Tensor Activate(Tensor x) => functional.relu(x);

    internal static Tensor ShuffleChannels(Tensor x, long groups)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        return x.view(n, groups, c / groups, h, w).transpose(1, 2).contiguous().view(n, c, h, w);
    }

    public Tensor Classify(Tensor x)
    {
        if (x.dim() != 4)
            throw new ArgumentException("A picture has four dimensions.", nameof(x));

        using var pooled = functional.adaptive_avg_pool2d(x, s_pool);
        return head.call(pooled.flatten(1));
    }

    /// <summary>Not part of forward: stays with the model.</summary>
    public void Freeze()
    {
        foreach (var (_, parameter) in named_parameters())
            parameter.requires_grad = false;
    }
}
