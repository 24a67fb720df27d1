using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>Layers of TorchSharp with settings and inputs.</summary>
internal static class FloatLayerCases
{
    /// <summary>Where operations are put together otherwise than in torch, or in another order: some units of the last place.</summary>
    private const double Composed = 1e-6;

    /// <summary>Where factors are float32 in the graph and float64 in torch.</summary>
    private const double ShortFactor = 1e-5;

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, long[] Input, double Tolerance)> Cases = new(StringComparer.Ordinal)
    {
        ["batch_norm1d of features"] = (() => Drawn(BatchNorm1d(5)), [4, 5], 0),
        ["batch_norm1d"] = (() => Drawn(BatchNorm1d(5)), [4, 5, 7], 0),
        ["batch_norm2d"] = (() => Drawn(BatchNorm2d(5, eps: 1e-3)), [4, 5, 6, 7], 0),
        ["batch_norm2d not affine"] = (() => Drawn(BatchNorm2d(5, affine: false)), [4, 5, 6, 7], 0),
        ["batch_norm2d without statistics"] = (() => Drawn(BatchNorm2d(5, track_running_stats: false)), [4, 5, 6, 7], Composed),
        ["batch_norm1d without statistics"] = (() => Drawn(BatchNorm1d(5, affine: false, track_running_stats: false)), [4, 5], Composed),
        ["batch_norm3d"] = (() => Drawn(BatchNorm3d(3)), [2, 3, 4, 5, 6], 0),
        ["instance_norm1d"] = (() => Drawn(InstanceNorm1d(5)), [4, 5, 7], 0),
        ["instance_norm2d affine"] = (() => Drawn(InstanceNorm2d(5, affine: true)), [4, 5, 6, 7], 0),
        ["instance_norm2d with statistics"] = (() => Drawn(InstanceNorm2d(5, affine: true, track_running_stats: true)), [4, 5, 6, 7], Composed),
        ["instance_norm2d of a sample"] = (() => Drawn(InstanceNorm2d(5, affine: true)), [5, 6, 7], 0),
        ["instance_norm3d"] = (() => Drawn(InstanceNorm3d(3)), [2, 3, 4, 5, 6], 0),
        ["group_norm"] = (() => Drawn(GroupNorm(2, 6)), [4, 6, 5, 5], 0),
        ["group_norm not affine"] = (() => GroupNorm(3, 6, affine: false), [4, 6, 5], Composed),
        ["layer_norm"] = (() => Drawn(LayerNorm(7)), [4, 5, 7], 0),
        ["layer_norm of two axes"] = (() => Drawn(LayerNorm([5, 7])), [4, 5, 7], 0),
        ["layer_norm not affine"] = (() => LayerNorm(7, elementwise_affine: false), [4, 7], 0),
        ["local_response_norm"] = (() => LocalResponseNorm(5, 1e-2), [2, 7, 4, 5], Composed),
        ["local_response_norm even"] = (() => LocalResponseNorm(2, 0.5, 0.5, 2), [2, 7, 9], Composed),
        ["max_pool1d"] = (() => MaxPool1d(3), [2, 4, 17], 0),
        ["max_pool1d of a sample"] = (() => MaxPool1d(3, 2, 1), [4, 17], 0),
        ["max_pool2d"] = (() => MaxPool2d(2), [2, 4, 9, 9], 0),
        ["max_pool2d padded"] = (() => MaxPool2d(3, 2, 1), [2, 4, 9, 10], 0),
        ["max_pool2d dilated"] = (() => MaxPool2d(3, 1, 1, 2), [2, 4, 9, 10], 0),
        ["max_pool2d rounded up"] = (() => MaxPool2d(2, 2, ceil_mode: true), [2, 4, 9, 9], 0),
        ["max_pool2d rounded up, padded"] = (() => MaxPool2d(3, 2, 1, ceil_mode: true), [2, 4, 8, 10], 0),
        ["max_pool2d rounded up, dilated"] = (() => MaxPool2d(2, 3, 0, 4, ceil_mode: true), [2, 4, 9, 12], 0),
        ["max_pool2d rounded up beyond the input"] = (() => MaxPool2d(2, 3, 1, ceil_mode: true), [2, 4, 6, 7], 0),
        ["max_pool3d"] = (() => MaxPool3d(2, 1), [2, 3, 4, 5, 6], 0),
        ["avg_pool1d"] = (() => AvgPool1d(3), [2, 4, 17], 0),
        ["avg_pool1d padded"] = (() => AvgPool1d(4, 2, 2, count_include_pad: false), [2, 4, 17], 0),
        ["avg_pool2d"] = (() => AvgPool2d(3, 2), [2, 4, 9, 9], 0),
        ["avg_pool2d padded"] = (() => AvgPool2d(3, 2, 1), [2, 4, 9, 9], 0),
        ["avg_pool2d padding left out"] = (() => AvgPool2d(3, 2, 1, count_include_pad: false), [2, 4, 9, 9], 0),
        ["avg_pool2d rounded up"] = (() => AvgPool2d(3, 2, ceil_mode: true), [2, 4, 8, 8], Composed),
        ["avg_pool2d rounded up, padded"] = (() => AvgPool2d(3, 2, 1, ceil_mode: true), [2, 4, 8, 9], Composed),
        ["avg_pool2d rounded up, padding left out"] = (() => AvgPool2d(3, 2, 1, ceil_mode: true, count_include_pad: false), [2, 4, 8, 9], Composed),
        ["avg_pool2d divided"] = (() => AvgPool2d(3, 2, 1, divisor_override: 5), [2, 4, 9, 9], Composed),
        ["avg_pool2d divided, rounded up"] = (() => AvgPool2d(3, 2, 1, ceil_mode: true, count_include_pad: false, divisor_override: 4), [2, 4, 8, 8], Composed),
        ["avg_pool3d"] = (() => AvgPool3d(2, 2), [2, 3, 4, 5, 6], 0),
        ["adaptive_avg_pool1d to 1"] = (() => AdaptiveAvgPool1d(1), [2, 4, 17], 0),
        ["adaptive_avg_pool1d uneven"] = (() => AdaptiveAvgPool1d(5), [2, 4, 17], Composed),
        ["adaptive_avg_pool2d to 1"] = (() => AdaptiveAvgPool2d(1), [2, 4, 7, 7], 0),
        ["adaptive_avg_pool2d even"] = (() => AdaptiveAvgPool2d([2, 3]), [2, 4, 6, 9], Composed),
        ["adaptive_avg_pool2d uneven"] = (() => AdaptiveAvgPool2d([3, 5]), [2, 4, 7, 11], Composed),
        ["adaptive_avg_pool2d of one axis"] = (() => AdaptiveAvgPool2d([7, 4]), [2, 4, 7, 11], Composed),
        ["adaptive_avg_pool2d as it is"] = (() => AdaptiveAvgPool2d([7, 11]), [2, 4, 7, 11], 0),
        ["adaptive_avg_pool3d"] = (() => AdaptiveAvgPool3d([1, 1, 1]), [2, 3, 4, 5, 6], 0),
        ["adaptive_avg_pool3d uneven"] = (() => AdaptiveAvgPool3d([3, 2, 4]), [2, 3, 4, 5, 6], Composed),
        ["adaptive_max_pool1d"] = (() => AdaptiveMaxPool1d(5), [2, 4, 17], 0),
        ["adaptive_max_pool2d"] = (() => AdaptiveMaxPool2d([3, 5]), [2, 4, 7, 11], 0),
        ["adaptive_max_pool2d even"] = (() => AdaptiveMaxPool2d([2, 3]), [2, 4, 6, 9], 0),
        ["adaptive_max_pool3d"] = (() => AdaptiveMaxPool3d([3, 2, 4]), [2, 3, 4, 5, 6], 0),
        ["lp_pool1d"] = (() => LPPool1d(2, 3, 2), [2, 4, 17], Composed),
        ["lp_pool2d"] = (() => LPPool2d(2, [3, 2], ceil_mode: true), [2, 4, 7, 9], Composed),
        ["relu"] = (() => ReLU(), [3, 50], 0),
        ["relu6"] = (() => ReLU6(), [3, 50], 0),
        ["hardtanh"] = (() => Hardtanh(-0.5, 0.75), [3, 50], 0),
        ["leaky_relu"] = (() => LeakyReLU(0.1), [3, 50], 0),
        ["rrelu"] = (() => RReLU(), [3, 50], 0),
        ["prelu"] = (() => PReLU(1, 0.3), [3, 50], 0),
        ["prelu of channels"] = (() => Drawn(PReLU(5)), [3, 5, 6, 6], 0),
        ["prelu of features"] = (() => Drawn(PReLU(5)), [3, 5], 0),
        ["elu"] = (() => ELU(0.7), [3, 50], 0),
        ["celu"] = (() => CELU(0.7), [3, 50], Composed),
        ["selu"] = (() => SELU(), [3, 50], Composed),
        ["silu"] = (() => SiLU(), [3, 50], Composed),
        ["gelu"] = (() => GELU(), [3, 50], 0),
        ["mish"] = (() => Mish(), [3, 50], 0),
        ["sigmoid"] = (() => Sigmoid(), [3, 50], 0),
        ["log_sigmoid"] = (() => LogSigmoid(), [3, 50], Composed),
        ["tanh"] = (() => Tanh(), [3, 50], 0),
        ["hardswish"] = (() => Hardswish(), [3, 50], Composed),
        ["hardsigmoid"] = (() => Hardsigmoid(), [3, 50], Composed),
        ["softplus"] = (() => Softplus(), [3, 50], 0),
        ["softplus scaled"] = (() => Softplus(3), [3, 50], Composed),
        ["softplus with a low threshold"] = (() => Softplus(2, 0.5), [3, 50], Composed),
        ["softsign"] = (() => Softsign(), [3, 50], 0),
        ["tanhshrink"] = (() => Tanhshrink(), [3, 50], 0),
        ["hardshrink"] = (() => Hardshrink(0.4), [3, 50], 0),
        ["softshrink"] = (() => Softshrink(0.4), [3, 50], 0),
        ["threshold"] = (() => Threshold(0.2, -3), [3, 50], 0),
        ["glu"] = (() => GLU(1), [3, 6, 5], Composed),
        ["softmax"] = (() => Softmax(-1), [3, 50], 0),
        ["softmax of channels"] = (() => Softmax(1), [3, 5, 7], 0),
        ["softmax2d"] = (() => Softmax2d(), [3, 5, 7, 7], 0),
        ["softmin"] = (() => Softmin(1), [3, 50], 0),
        ["log_softmax"] = (() => LogSoftmax(-1), [3, 50], 0),
        ["dropout"] = (() => Dropout(0.3), [3, 50], 0),
        ["dropout1d"] = (() => Dropout1d(0.3), [3, 5, 50], 0),
        ["dropout2d"] = (() => Dropout2d(0.3), [3, 5, 6, 6], 0),
        ["dropout3d"] = (() => Dropout3d(0.3), [3, 5, 4, 4, 4], 0),
        ["alpha_dropout"] = (() => AlphaDropout(0.3), [3, 50], 0),
        ["feature_alpha_dropout"] = (() => FeatureAlphaDropout(0.3), [3, 5, 50], 0),
        ["identity"] = (() => Identity(), [3, 50], 0),
        ["flatten"] = (() => Flatten(), [3, 5, 6, 7], 0),
        ["flatten of some axes"] = (() => Flatten(1, 2), [3, 5, 6, 7], 0),
        ["flatten of all axes"] = (() => Flatten(0), [3, 5, 6], 0),
        ["unflatten"] = (() => Unflatten(1, [2, -1]), [3, 6, 5], 0),
        ["unflatten from behind"] = (() => Unflatten(-1, [5, 1]), [3, 6, 5], 0),
        ["pixel_shuffle"] = (() => PixelShuffle(3), [2, 18, 4, 5], 0),
        ["pixel_shuffle of a sample"] = (() => PixelShuffle(2), [12, 4, 5], 0),
        ["pixel_unshuffle"] = (() => PixelUnshuffle(3), [2, 2, 6, 9], 0),
        ["channel_shuffle"] = (() => ChannelShuffle(3), [2, 6, 4, 5], 0),
        ["zero_pad2d"] = (() => ZeroPad2d((1, 2, 3, 0)), [2, 3, 5, 6], 0),
        ["zero_pad2d cut"] = (() => ZeroPad2d((-1, 2, 0, -2)), [2, 3, 5, 6], 0),
        ["constant_pad1d"] = (() => ConstantPad1d((2, 1), 0.5), [2, 3, 5], 0),
        ["constant_pad2d"] = (() => ConstantPad2d((1, 2, 3, 0), -1.5), [2, 3, 5, 6], 0),
        ["constant_pad3d"] = (() => ConstantPad3d((1, 0, 2, 1, 0, 1), 2), [2, 3, 4, 5, 6], 0),
        ["reflection_pad1d"] = (() => ReflectionPad1d((2, 1)), [2, 3, 5], 0),
        ["reflection_pad2d"] = (() => ReflectionPad2d((1, 2, 3, 0)), [2, 3, 5, 6], 0),
        ["reflection_pad3d"] = (() => ReflectionPad3d((1, 0, 2, 1, 0, 1)), [2, 3, 4, 5, 6], 0),
        ["replication_pad1d"] = (() => ReplicationPad1d((2, 7)), [2, 3, 5], 0),
        ["replication_pad2d"] = (() => ReplicationPad2d((1, 2, 3, 0)), [2, 3, 5, 6], 0),
        ["replication_pad3d"] = (() => ReplicationPad3d((1, 0, 2, 1, 0, 1)), [2, 3, 4, 5, 6], 0),
        ["upsample nearest"] = (() => Upsample(scale_factor: [2.0, 2.0]), [2, 3, 5, 6], 0),
        ["upsample nearest of a sequence"] = (() => Upsample(scale_factor: [3.0]), [2, 3, 5], 0),
        ["upsample nearest by a broken factor"] = (() => Upsample(scale_factor: [1.3, 1.7]), [2, 3, 5, 6], 0),
        ["upsample nearest, recomputed"] = (() => Upsample(scale_factor: [1.3, 1.7], recompute_scale_factor: true), [2, 3, 5, 6], 0),
        ["upsample bilinear"] = (() => Upsample([9, 7], mode: UpsampleMode.Bilinear), [2, 3, 5, 6], 0),
        ["upsample bilinear by a broken factor"] = (() => Upsample(scale_factor: [1.3, 1.7], mode: UpsampleMode.Bilinear), [2, 3, 5, 6], ShortFactor),
        ["upsample bilinear, corners aligned"] = (() => Upsample(scale_factor: [1.3, 1.7], mode: UpsampleMode.Bilinear, align_corners: true), [2, 3, 5, 6], 0),
        ["upsample bicubic"] = (() => Upsample(scale_factor: [2.0, 1.5], mode: UpsampleMode.Bicubic), [2, 3, 6, 6], 0),
        ["upsample linear"] = (() => Upsample(scale_factor: [2.0], mode: UpsampleMode.Linear), [2, 3, 6], 0),
        ["upsample trilinear"] = (() => Upsample([5, 7, 3], mode: UpsampleMode.Trilinear), [2, 3, 4, 5, 6], 0),
        ["sequential"] = (() => Sequential(Conv2d(3, 4, 3), ReLU(inplace: true), Sequential(MaxPool2d(2), Flatten()), Linear(16, 5)), [2, 3, 6, 6], 0),
        ["sequential of nothing"] = (() => Sequential(), [2, 3], 0),
    };

    /// <summary>The names by which a theory asks for layers.</summary>
    public static TheoryData<string> Names => new(Cases.Keys);

    /// <summary>The types of the layers.</summary>
    public static IEnumerable<Type> Types => Cases.Values.Select(static entry => entry.Layer().GetType());

    /// <summary>A layer, an input for it, and how far results may be apart.</summary>
    public static (Module<Tensor, Tensor> Layer, Tensor Input, double Tolerance) Make(string name)
    {
        var (layer, shape, tolerance) = Cases[name];
        return (layer(), randn(shape) * 2, tolerance);
    }

    /// <summary>Gives a layer parameters and statistics that are not those it starts with.</summary>
    public static T Drawn<T>(T layer)
        where T : Module
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (_, parameter) in layer.named_parameters())
            parameter.copy_(randn(parameter.shape));
        foreach (var (name, buffer) in layer.named_buffers())
        {
            if (buffer.is_floating_point())
                buffer.copy_(name.EndsWith("running_var", StringComparison.Ordinal) ? rand(buffer.shape) + 0.2 : randn(buffer.shape));
        }

        return layer;
    }
}
