using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>Float layers with a weight, their quantized forms, and inputs for them.</summary>
internal static class LayerCases
{
    /// <summary>The names by which a theory asks for layers.</summary>
    public static TheoryData<string> Names => new(Weighted.Keys);

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, long[] Input)> Weighted = new(StringComparer.Ordinal)
    {
        ["linear"] = (() => Linear(13, 17), [5, 13]),
        ["linear without bias"] = (() => Linear(13, 17, false), [5, 13]),
        ["linear 3-d"] = (() => Linear(13, 17), [2, 5, 13]),
        ["linear 4-d"] = (() => Linear(13, 17), [2, 3, 5, 13]),
        ["linear of a vector"] = (() => Linear(13, 17), [13]),
        ["conv1d"] = (() => Conv1d(13, 17, 3), [2, 13, 16]),
        ["conv1d kernel 8"] = (() => Conv1d(13, 17, 8, stride: 2, padding: 3, dilation: 1), [2, 13, 16]),
        ["conv1d circular"] = (() => Conv1d(4, 6, 3, padding: 2, padding_mode: TorchSharp.PaddingModes.Circular), [2, 4, 16]),
        ["conv1d same"] = (() => Conv1d(4, 6, 4, TorchSharp.Padding.Same), [2, 4, 16]),
        ["conv2d"] = (() => Conv2d(13, 17, 3), [2, 13, 8, 8]),
        ["conv2d without batch"] = (() => Conv2d(3, 5, 3), [3, 8, 8]),
        ["conv2d strided"] = (() => Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2), groups: 2, bias: false), [2, 4, 9, 9]),
        ["conv2d depthwise"] = (() => Conv2d(8, 8, 3, padding: 1, groups: 8), [2, 8, 6, 6]),
        ["conv2d circular"] = (() => Conv2d(4, 6, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Circular), [2, 4, 7, 7]),
        ["conv2d reflect"] = (() => Conv2d(4, 6, (3, 5), padding: (1, 2), padding_mode: TorchSharp.PaddingModes.Reflect), [2, 4, 7, 7]),
        ["conv2d replicate"] = (() => Conv2d(4, 6, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Replicate), [2, 4, 7, 7]),
        ["conv2d same"] = (() => Conv2d(4, 6, (4, 3), TorchSharp.Padding.Same), [2, 4, 7, 7]),
        ["conv2d valid"] = (() => Conv2d(4, 6, 3, TorchSharp.Padding.Valid, stride: 2), [2, 4, 7, 7]),
        ["conv2d same circular"] = (() => Conv2d(4, 6, (4, 3), TorchSharp.Padding.Same, padding_mode: TorchSharp.PaddingModes.Circular), [2, 4, 7, 7]),
        ["conv3d"] = (() => Conv3d(5, 7, 3), [2, 5, 5, 5, 5]),
        ["conv3d padded"] = (() => Conv3d(2, 4, 2, stride: 2, padding: 1, groups: 2), [2, 2, 4, 4, 4]),
        ["conv_transpose1d"] = (() => ConvTranspose1d(13, 17, 3, stride: 2), [2, 13, 8]),
        ["conv_transpose2d"] = (() => ConvTranspose2d(13, 17, 3), [2, 13, 6, 6]),
        ["conv_transpose2d grouped"] = (() => ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2), [2, 4, 6, 6]),
        ["conv_transpose3d"] = (() => ConvTranspose3d(3, 4, 3, stride: 2, bias: false), [2, 3, 3, 3, 3]),
    };

    /// <summary>A float layer and an input for it.</summary>
    public static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string name)
    {
        var (layer, shape) = Weighted[name];
        return (layer(), randn(shape));
    }

    /// <summary>The quantized form of a layer, with ranges from each tensor unless descriptors are given.</summary>
    public static QuantWeightedLayer Quantize(Module<Tensor, Tensor> layer, QuantDescriptor input, QuantDescriptor weight) => layer switch
    {
        Linear source => new QuantLinear(source, input, weight),
        Conv1d source => new QuantConv1d(source, input, weight),
        Conv2d source => new QuantConv2d(source, input, weight),
        Conv3d source => new QuantConv3d(source, input, weight),
        ConvTranspose1d source => new QuantConvTranspose1d(source, input, weight),
        ConvTranspose2d source => new QuantConvTranspose2d(source, input, weight),
        ConvTranspose3d source => new QuantConvTranspose3d(source, input, weight),
        _ => throw new ArgumentException($"{layer.GetName()} has no quantized form.", nameof(layer)),
    };

    /// <summary>The axis of output channels.</summary>
    public static int OutputAxis(Module<Tensor, Tensor> layer) => layer is ConvolutionTranspose ? 1 : 0;
}
