using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>A convolution or linear layer of a float model, seen by its channels.</summary>
internal sealed class ChannelLayer
{
    private readonly bool _transposed;

    private ChannelLayer(string name, Parameter weight, Parameter? bias, long inputs, long outputs, long groups, bool transposed)
    {
        Name = name;
        Weight = weight;
        Bias = bias;
        Inputs = inputs;
        Outputs = outputs;
        Groups = groups;
        _transposed = transposed;
    }

    /// <summary>Its path in the model.</summary>
    public string Name { get; }

    /// <summary>The weight.</summary>
    public Parameter Weight { get; }

    /// <summary>The bias, or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The number of channels that it takes.</summary>
    public long Inputs { get; }

    /// <summary>The number of channels that it makes.</summary>
    public long Outputs { get; }

    private long Groups { get; }

    /// <summary>The layer behind a module; null where it is none.</summary>
    public static ChannelLayer? Of(string name, nn.Module module) => module switch
    {
        Convolution conv => new ChannelLayer(name, conv.weight, conv.bias, conv.in_channels, conv.out_channels, conv.groups, conv is ConvolutionTranspose),
        Linear linear => new ChannelLayer(name, linear.weight, linear.bias, linear.in_features, linear.out_features, 1, transposed: false),
        _ => null,
    };

    /// <summary>Multiplies what each output channel is made of, bias included.</summary>
    /// <param name="factors">One number for each output channel.</param>
    public void ScaleOutputs(Tensor factors)
    {
        Weight.copy_(FromGrouped(Grouped() * factors.view(Groups, -1, 1, 1)));
        Bias?.mul_(factors);
    }

    /// <summary>Multiplies what each input channel is multiplied by.</summary>
    /// <param name="factors">One number for each input channel.</param>
    public void ScaleInputs(Tensor factors) => Weight.copy_(FromGrouped(Grouped() * factors.view(Groups, 1, -1, 1)));

    /// <summary>The largest magnitude that each output channel is made with.</summary>
    public Tensor OutputRanges() => Grouped().abs().amax([2, 3]).view(-1);

    /// <summary>The largest magnitude that each input channel is multiplied by, each output channel counted with a factor.</summary>
    /// <param name="factors">One number for each output channel; null for 1.</param>
    public Tensor InputRanges(Tensor? factors)
    {
        var weight = Grouped().abs();
        return (factors is null ? weight : weight * factors.abs().view(Groups, -1, 1, 1)).amax([1, 3]).view(-1);
    }

    // Groups x outputs of a group x inputs of a group x kernel.
    private Tensor Grouped() => _transposed
        ? Weight.detach().reshape(Groups, Inputs / Groups, Outputs / Groups, -1).transpose(1, 2)
        : Weight.detach().reshape(Groups, Outputs / Groups, Inputs / Groups, -1);

    private Tensor FromGrouped(Tensor weight) => (_transposed ? weight.transpose(1, 2) : weight).reshape(Weight.shape);
}
