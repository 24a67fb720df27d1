using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>What the blocks of Inception v3 have in common: paths beside each other, whose outputs are joined.</summary>
public abstract class InceptionBlock : Module<Tensor, Tensor>
{
    /// <summary>Makes a block.</summary>
    /// <param name="name">The name of the module.</param>
    protected InceptionBlock(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => cat(Paths(x), 1);

    /// <summary>The outputs of the paths.</summary>
    /// <param name="x">The input of all paths.</param>
    protected abstract Tensor[] Paths(Tensor x);
}
