using System;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>What every block has: a stem, and an order of steps that derived classes fill in.</summary>
public abstract class BlockBase<TNorm> : Module<Tensor, Tensor>
    where TNorm : Module<Tensor, Tensor>
{
    protected readonly Conv2d stem;
    protected readonly TNorm norm;
    protected readonly bool residual;

    protected BlockBase(string name, long channels, TNorm norm, bool residual) : base(name)
    {
        stem = Conv2d(channels, channels, 3, padding: 1);
        this.norm = norm;
        this.residual = residual;
    }

    protected long Channels => stem.out_channels;

    /// <summary>Stem, body, skip.</summary>
    public override Tensor forward(Tensor x)
    {
        var y = Body(Prepare(x));
        return residual ? y + x : y;
    }

    protected virtual Tensor Prepare(Tensor x)
    {
        TNorm normalize = norm;
        return functional.relu(normalize.call(stem.call(x)));
    }

    protected abstract Tensor Body(Tensor x);

    protected virtual Tensor Finish(Tensor x) => x / Math.Sqrt(2);
}

/// <summary>Adds a layer of its own, and one of its own steps before the base's.</summary>
public abstract class TwoConvolutions : BlockBase<BatchNorm2d>
{
    protected Conv2d second { get; }

    protected TwoConvolutions(string name, long channels) : base(name, channels, BatchNorm2d(channels), residual: true) =>
        second = Conv2d(channels, channels, 1);

    // Normalized input, then as usual.
    protected override Tensor Prepare(Tensor x) => base.Prepare(functional.relu(x));

    protected override Tensor Body(Tensor x) => Finish(second.call(x));
}

[Quantize]
public sealed partial class DerivedBlock : TwoConvolutions
{
    private readonly Conv2d third;

    public DerivedBlock(long channels) : base(nameof(DerivedBlock), channels)
    {
        third = Conv2d(Channels, Channels, 1);
        RegisterComponents();
    }

    protected sealed override Tensor Body(Tensor x) => base.Body(x) + third.call(x);

    protected override Tensor Finish(Tensor x) => base.Finish(x).clamp(-10, 10);
}
