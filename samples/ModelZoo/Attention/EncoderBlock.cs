using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A layer of a Transformer encoder that normalizes before it computes (Xiong et al. 2020, figure 1b): attention and a two-layer
/// perceptron, each beside a skip connection.
/// </summary>
/// <typeparam name="TAttention">The kind of attention.</typeparam>
[Quantize(PerChannel)]
public sealed partial class EncoderBlock<TAttention> : Module<Tensor, Tensor>
    where TAttention : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1;
    private readonly TAttention attention;
    private readonly LayerNorm norm2;
    private readonly Sequential mlp;
    private readonly Dropout dropout;

    /// <summary>Makes a layer with fresh weights.</summary>
    /// <param name="attention">The attention, of the same width.</param>
    /// <param name="width">Features of an element of the sequence.</param>
    /// <param name="hidden">Features between the perceptron's two layers.</param>
    /// <param name="rate">Share of features that training drops.</param>
    public EncoderBlock(TAttention attention, long width, long hidden, double rate = 0.1)
        : base("EncoderBlock")
    {
        this.attention = attention;
        norm1 = LayerNorm(width);
        norm2 = LayerNorm(width);
        mlp = Perceptron(width, hidden, rate);
        dropout = Dropout(rate);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = x + dropout.call(attention.call(norm1.call(x)));
        return x + mlp.call(norm2.call(x));
    }

    private static Sequential Perceptron(long width, long hidden, double rate) =>
        Sequential(
            ("0", Linear(width, hidden)),
            ("1", GELU()),
            ("2", Dropout(rate)),
            ("3", Linear(hidden, width)),
            ("4", Dropout(rate)));
}
