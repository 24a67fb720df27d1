using System;
using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A residual block around any layer.</summary>
/// <typeparam name="TLayer">The layer.</typeparam>
[Quantize]
public partial class GenericBlock<TLayer> : Module<Tensor, Tensor>
    where TLayer : Module<Tensor, Tensor>
{
    private readonly TLayer inner;
    private readonly TLayer? second;
    private readonly Linear project;

    public GenericBlock(long features, Func<long, TLayer> create) : base("GenericBlock")
    {
        inner = create(features);
        second = features > 4 ? create(features) : null;
        project = Linear(features, features);
        RegisterComponents();
    }

    internal static Tensor Scale(Tensor x) => x * 0.5;

    public override Tensor forward(Tensor x)
    {
        var y = project.call(inner.call(x));
        if (second is not null)
            y = second.call(y);
        return Scale(x) + y;
    }
}

/// <summary>Uses it.</summary>
[Quantize]
public sealed partial class GenericUser : Module<Tensor, Tensor>
{
    private readonly GenericBlock<Linear> block;
    private readonly GenericBlock<Sequential>? other;

    public GenericUser(long features) : base(nameof(GenericUser))
    {
        block = new GenericBlock<Linear>(features, static f => Linear(f, f));
        other = new GenericBlock<Sequential>(features, static f => Sequential(Linear(f, f), ReLU()));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => other is null ? block.call(x) : other.call(block.call(x));
}
