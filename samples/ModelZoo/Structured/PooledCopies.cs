using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>A skip connection that pools and puts copies of its channels behind each other, so that it needs no weights.</summary>
[Quantize(PerChannel)]
public sealed partial class PooledCopies : Module<Tensor, Tensor>
{
    private readonly long copies;
    private readonly Module<Tensor, Tensor>? pool;

    /// <summary>Makes a module.</summary>
    /// <param name="copies">How often each channel is there.</param>
    /// <param name="pool">The pool; null where height and width stay.</param>
    public PooledCopies(long copies, Module<Tensor, Tensor>? pool)
        : base(nameof(PooledCopies))
    {
        this.copies = copies;
        this.pool = pool;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (pool is not null)
            x = pool.call(x);

        return x.repeat(1, copies, 1, 1);
    }
}
