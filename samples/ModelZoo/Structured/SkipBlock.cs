using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A skip connection and the layers that it leads around. In which order those stand, and how many they are, <see cref="Structure"/> says;
/// the sum comes behind them in all orders.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class SkipBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor>? shortcut;
    private readonly Module<Tensor, Tensor>? activation;

    /// <summary>Makes a block.</summary>
    /// <param name="body">The layers.</param>
    /// <param name="shortcut">What the skip connection does with the input; null for nothing.</param>
    /// <param name="activation">The activation of the sum; null for none.</param>
    public SkipBlock(Module<Tensor, Tensor> body, Module<Tensor, Tensor>? shortcut, Module<Tensor, Tensor>? activation)
        : base(nameof(SkipBlock))
    {
        this.body = body;
        this.shortcut = shortcut;
        this.activation = activation;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var skipped = shortcut is null ? x : shortcut.call(x);
        var sum = body.call(x) + skipped;
        return activation is null ? sum : activation.call(sum);
    }
}
