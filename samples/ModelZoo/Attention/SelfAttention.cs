using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017, section 3.2) on sequences of N x L x width, from four linear layers. How the heads
/// attend is left to the classes that derive.
/// </summary>
public abstract class SelfAttention : Module<Tensor, Tensor>
{
    /// <summary>Makes what the heads are queried with.</summary>
    protected readonly Linear query;

    /// <summary>Makes what the queries are compared with.</summary>
    protected readonly Linear key;

    /// <summary>Makes what is averaged.</summary>
    protected readonly Linear value;

    /// <summary>Mixes the heads.</summary>
    protected readonly Linear output;

    private protected SelfAttention(string name, long width, long heads)
        : base(name)
    {
        if (width % heads != 0)
            throw new ArgumentException($"A width of {width} cannot be divided among {heads} heads.", nameof(heads));

        Heads = heads;
        query = Linear(width, width);
        key = Linear(width, width);
        value = Linear(width, width);
        output = Linear(width, width);
    }

    /// <summary>How many heads there are.</summary>
    protected long Heads { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var mixed = Attend(SplitHeads(query.call(x)), SplitHeads(key.call(x)), SplitHeads(value.call(x)));

        // N x heads x L x (width / heads) back to N x L x width.
        return output.call(mixed.transpose(1, 2).flatten(start_dim: 2));
    }

    /// <summary>Averages the values by how well their keys fit the queries.</summary>
    /// <param name="q">Queries, N x heads x L x (width / heads).</param>
    /// <param name="k">Keys, of the same shape.</param>
    /// <param name="v">Values, of the same shape.</param>
    /// <returns>The averages, of the same shape.</returns>
    protected abstract Tensor Attend(Tensor q, Tensor k, Tensor v);

    private Tensor SplitHeads(Tensor x) => x.view(x.shape[0], x.shape[1], Heads, -1).transpose(1, 2);
}
