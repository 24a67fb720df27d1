using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.PowerOfTwo.Layers;

/// <summary>Power-of-two layers for tests.</summary>
internal static class FixedPointLayers
{
    /// <summary>The power-of-two form of a float layer.</summary>
    public static PowerOfTwoLayer Of(Module<Tensor, Tensor> layer, PowerOfTwoOptions? options = null, int bits = 8) => layer switch
    {
        Linear source => new PowerOfTwoLinear(source, options, bits),
        Conv1d source => new PowerOfTwoConv1d(source, options, bits),
        Conv2d source => new PowerOfTwoConv2d(source, options, bits),
        Conv3d source => new PowerOfTwoConv3d(source, options, bits),
        ConvTranspose1d source => new PowerOfTwoConvTranspose1d(source, options, bits),
        ConvTranspose2d source => new PowerOfTwoConvTranspose2d(source, options, bits),
        ConvTranspose3d source => new PowerOfTwoConvTranspose3d(source, options, bits),
        _ => throw new ArgumentException($"{layer.GetName()} has no such form.", nameof(layer)),
    };

    /// <summary>A linear layer of one input with the given weights, one an output, and biases.</summary>
    public static PowerOfTwoLinear Column(float[] weights, float[]? biases = null, PowerOfTwoOptions? options = null, int bits = 8)
    {
        using var noGradient = no_grad();
        using var source = Linear(1, weights.Length, hasBias: biases is not null);
        source.weight!.copy_(tensor(weights).view(-1, 1));
        if (biases is not null)
            source.bias!.copy_(tensor(biases));

        return new PowerOfTwoLinear(source, options, bits);
    }

    /// <summary>A quantizer of 8 bits with a given scale.</summary>
    public static Pact2 Range(float scale, bool signed, int bits = 8)
    {
        var range = new Pact2(new Pact2Options { Bits = bits, Signed = signed });
        var clip = MathF.ScaleB(1, signed ? bits - 1 : bits) / scale;
        range.SetRange(signed ? -clip : 0, clip);
        return range;
    }

    /// <summary>The batch normalization that fits a layer, with statistics, scales and shifts of its own.</summary>
    public static BatchNorm NormFor(Module<Tensor, Tensor> layer, bool affine = true)
    {
        BatchNorm norm = layer switch
        {
            Linear linear => BatchNorm1d(linear.out_features, affine: affine),
            Convolution { kernel_size.Length: 1 } conv => BatchNorm1d(conv.out_channels, affine: affine),
            Convolution { kernel_size.Length: 3 } conv => BatchNorm3d(conv.out_channels, affine: affine),
            _ => BatchNorm2d(((Convolution)layer).out_channels, affine: affine),
        };
        using var noGradient = no_grad();
        norm.running_mean!.normal_(0, 0.3);
        norm.running_var!.uniform_(0.3, 2);
        if (affine)
        {
            norm.weight.uniform_(-2, 2);
            norm.bias!.normal_();
        }

        return norm;
    }
}
