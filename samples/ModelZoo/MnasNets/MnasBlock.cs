using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// The block of MnasNet (Tan et al. 2019, figure 7): layers with a skip connection where input and output have the same shape.
/// </summary>
/// <typeparam name="TLayers">The class of the layers.</typeparam>
[Quantize(PerChannel)]
public sealed partial class MnasBlock<TLayers> : Module<Tensor, Tensor>
    where TLayers : Module<Tensor, Tensor>
{
    private readonly TLayers layers;
    private readonly bool addsInput;

    /// <summary>Makes a block.</summary>
    /// <param name="layers">The layers, which this module registers as its own.</param>
    /// <param name="addsInput">Whether the input is added to what the layers give.</param>
    public MnasBlock(TLayers layers, bool addsInput)
        : base(nameof(MnasBlock<>))
    {
        this.layers = layers;
        this.addsInput = addsInput;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => addsInput ? layers.call(x) + x : layers.call(x);
}
