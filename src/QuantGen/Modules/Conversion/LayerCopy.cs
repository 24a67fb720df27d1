using System.Diagnostics.CodeAnalysis;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Modules;

/// <summary>Float copies of TorchSharp's layers.</summary>
internal static class LayerCopy
{
    /// <summary>
    /// A new layer of the same type, hyper-parameters, parameters, buffers and training mode; null for a type that is not known.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="layers">Copies what a container holds.</param>
    public static Module? Of(Module layer, LayerConverter layers)
    {
        if (Container(layer, layers) is { } container)
            return container;

        var copy = Weighted(layer) ?? Normalization(layer) ?? Activation(layer) ?? Pool(layer) ?? Padding(layer) ?? Other(layer)
            ?? FactoryCopy.Of(layer);
        return copy is null ? null : Copies.Fill(layer, copy);
    }

    private static Module? Container(Module layer, LayerConverter layers)
    {
        if (layer.GetType() == typeof(Sequential))
        {
            var copy = Sequential();
            copy.train(layer.training);
            foreach (var (name, child) in layer.named_children())
                copy.append(name, (IModule<Tensor, Tensor>)layers.Copy(child));

            return copy;
        }

        return layer switch
        {
            ModuleList<Module> list => List(list, layers),
            ModuleList<Module<Tensor, Tensor>> list => List(list, layers),
            ModuleDict<Module> dictionary => Dictionary(dictionary, layers),
            ModuleDict<Module<Tensor, Tensor>> dictionary => Dictionary(dictionary, layers),
            ParameterList list => ParameterList([.. list.Select(parameter => layers.Copy(parameter))]),
            ParameterDict dictionary => ParameterDict([.. dictionary.keys().Select(key => (key, layers.Copy(dictionary[key])))]),
            _ => null,
        };
    }

    private static ModuleList<T> List<T>(ModuleList<T> list, LayerConverter layers)
        where T : Module
    {
        var copy = new ModuleList<T>();
        copy.train(list.training);
        foreach (var child in list)
            copy.Add((T)layers.Copy(child));

        return copy;
    }

    private static ModuleDict<T> Dictionary<T>(ModuleDict<T> dictionary, LayerConverter layers)
        where T : Module
    {
        var copy = new ModuleDict<T>();
        copy.train(dictionary.training);
        foreach (var key in dictionary.keys())
            copy.Add(key, (T)layers.Copy(dictionary[key]));

        return copy;
    }

    private static Module? Weighted(Module layer) => layer switch
    {
        Conv1d old => Like(old, Conv1d(
            old.in_channels, old.out_channels, old.kernel_size[0],
            padding_mode: old.padding_mode, groups: old.groups, bias: old.bias is not null)),
        Conv2d old => Like(old, Conv2d(
            old.in_channels, old.out_channels, Pair(old.kernel_size),
            padding_mode: old.padding_mode, groups: old.groups, bias: old.bias is not null)),
        Conv3d old => Like(old, Conv3d(
            old.in_channels, old.out_channels, Triple(old.kernel_size),
            padding_mode: old.padding_mode, groups: old.groups, bias: old.bias is not null)),
        ConvTranspose1d old => Like(old, ConvTranspose1d(
            old.in_channels, old.out_channels, old.kernel_size[0], groups: old.groups, bias: old.bias is not null)),
        ConvTranspose2d old => Like(old, ConvTranspose2d(
            old.in_channels, old.out_channels, Pair(old.kernel_size), groups: old.groups, bias: old.bias is not null)),
        ConvTranspose3d old => Like(old, ConvTranspose3d(
            old.in_channels, old.out_channels, Triple(old.kernel_size), groups: old.groups, bias: old.bias is not null)),
        Linear old => Linear(old.in_features, old.out_features, old.bias is not null),
        PReLU old => PReLU(old.num_parameters, old.init),
        LSTMCell old => HiddenLayerCopy.Of(old),
        GRUCell old => HiddenLayerCopy.Of(old),
        _ => null,
    };

    private static Module? Normalization(Module layer) => layer switch
    {
        BatchNorm1d old => Like(old, BatchNorm1d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        BatchNorm2d old => Like(old, BatchNorm2d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        BatchNorm3d old => Like(old, BatchNorm3d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        InstanceNorm1d old => Like(old, InstanceNorm1d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        InstanceNorm2d old => Like(old, InstanceNorm2d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        InstanceNorm3d old => Like(old, InstanceNorm3d(old.num_features, affine: old.affine, track_running_stats: old.track_running_stats)),
        LayerNorm old => LayerNorm([.. old.normalized_shape], old.eps, old.elementwise_affine, old.bias is not null),
        GroupNorm old => GroupNorm(old.num_groups, old.affine ? old.weight.numel() : old.num_groups, old.eps, old.affine),
        _ => null,
    };

    private static Module? Activation(Module layer) => layer switch
    {
        ReLU old => ReLU(old.inplace),
        ReLU6 old => ReLU6(old.inplace),
        LeakyReLU old => LeakyReLU(old.negative_slope, old.inplace),
        ELU old => ELU(old.alpha, old.inplace),
        SiLU old => SiLU(old.inplace),
        Mish old => Mish(old.inplace),
        Sigmoid old => Sigmoid(old.inplace),
        Tanh old => Tanh(old.inplace),
        Hardswish old => Hardswish(old.inplace),
        Hardsigmoid old => Hardsigmoid(old.inplace),
        Hardtanh old => Hardtanh(old.min_val, old.max_val, old.inplace),
        Softplus old => Softplus(old.beta, old.threshold),
        Softmax old => Softmax(old.dim),
        LogSoftmax old => LogSoftmax(old.dim),
        _ => null,
    };

    private static Module? Pool(Module layer) => layer switch
    {
        AvgPool1d old => AvgPool1d(old.kernel_size, old.stride, old.padding ?? 0, old.ceil_mode, old.count_include_pad),
        AvgPool2d old => AvgPool2d(
            Clone(old.kernel_size), Clone(old.stride), Clone(old.padding), old.ceil_mode, old.count_include_pad, old.divisor_override),
        AvgPool3d old => AvgPool3d(
            Clone(old.kernel_size), Clone(old.stride), Clone(old.padding), old.ceil_mode, old.count_include_pad, old.divisor_override),
        AdaptiveAvgPool1d old => AdaptiveAvgPool1d(old.output_size),
        AdaptiveAvgPool2d old => AdaptiveAvgPool2d(Clone(old.output_size)),
        AdaptiveAvgPool3d old => AdaptiveAvgPool3d(Clone(old.output_size)),
        AdaptiveMaxPool2d old => AdaptiveMaxPool2d(Clone(old.output_size)),
        MaxPool1d old => MaxPool1d(old.kernel_size, old.stride, old.padding, old.dilation, old.ceil_mode),
        MaxPool2d old => MaxPool2d(Clone(old.kernel_size), Clone(old.stride), Clone(old.padding), Clone(old.dilation), old.ceil_mode),
        MaxPool3d old => MaxPool3d(Clone(old.kernel_size), Clone(old.stride), Clone(old.padding), Clone(old.dilation), old.ceil_mode),
        _ => null,
    };

    private static Module? Padding(Module layer) => layer switch
    {
        ZeroPad2d old => ZeroPad2d(Quadruple(old.padding)),
        ConstantPad1d old => ConstantPad1d(Pair(old.padding), old.value),
        ConstantPad2d old => ConstantPad2d(Quadruple(old.padding), old.value),
        ConstantPad3d old => ConstantPad3d(Sextuple(old.padding), old.value),
        ReflectionPad1d old => ReflectionPad1d(Pair(old.padding)),
        ReflectionPad2d old => ReflectionPad2d(Quadruple(old.padding)),
        ReflectionPad3d old => ReflectionPad3d(Sextuple(old.padding)),
        ReplicationPad1d old => ReplicationPad1d(Pair(old.padding)),
        ReplicationPad2d old => ReplicationPad2d(Quadruple(old.padding)),
        ReplicationPad3d old => ReplicationPad3d(Sextuple(old.padding)),
        _ => null,
    };

    private static Module? Other(Module layer) => layer switch
    {
        TorchSharp.Modules.Identity => Identity(),
        ClipModule => new ClipModule(0, 0),
        Dropout old => Dropout(old.p, old.inplace),
        Dropout2d old => Dropout2d(old.p, old.inplace),
        Flatten old => Flatten(old.start_dim, old.end_dim),
        Unflatten old => Unflatten(old.dim, Clone(old.unflattened_size)),
        PixelShuffle old => PixelShuffle(old.upscale_factor),
        Upsample old => Upsample(
            old.size.IsEmpty ? null : old.size.ToArray(),
            old.scale_factor.IsEmpty ? null : old.scale_factor.ToArray(),
            old.mode,
            old.align_corners,
            old.recompute_scale_factor),
        _ => null,
    };

    // What these layers let be set after their construction needs no overload of their factories.
    private static Convolution Like(Convolution source, Convolution copy)
    {
        copy.stride = Clone(source.stride);
        copy.dilation = Clone(source.dilation);
        copy.output_padding = Clone(source.output_padding);
        if (source.padding_type is { } type)
            copy.SetPadding(type);
        else
            copy.SetPadding(Clone(source.padding!));

        return copy;
    }

    private static NormBase Like(NormBase source, NormBase copy)
    {
        copy.eps = source.eps;
        copy.momentum = source.momentum;
        return copy;
    }

    [return: NotNullIfNotNull(nameof(values))]
    private static long[]? Clone(long[]? values) => values is null ? null : [.. values];

    private static (long, long) Pair(long[] values) => (values[0], values[1]);

    private static (long, long, long) Triple(long[] values) => (values[0], values[1], values[2]);

    private static (long, long, long, long) Quadruple(long[] values) => (values[0], values[1], values[2], values[3]);

    private static (long, long, long, long, long, long) Sextuple(long[] values) =>
        (values[0], values[1], values[2], values[3], values[4], values[5]);
}
