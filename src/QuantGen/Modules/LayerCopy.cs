using System.Diagnostics.CodeAnalysis;
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
    public static Module? Of(Module layer)
    {
        if (Container(layer) is { } container)
            return container;

        var copy = Weighted(layer) ?? Normalization(layer) ?? Activation(layer) ?? Pool(layer) ?? Padding(layer) ?? Other(layer);
        return copy is null ? null : Copies.Fill(layer, copy);
    }

    private static Module? Container(Module layer)
    {
        if (layer.GetType() == typeof(Sequential))
        {
            var copy = Sequential();
            copy.train(layer.training);
            foreach (var (name, child) in layer.named_children())
                copy.append(name, (IModule<Tensor, Tensor>)Child(child));

            return copy;
        }

        return layer switch
        {
            ModuleList<Module> list => List(list),
            ModuleList<Module<Tensor, Tensor>> list => List(list),
            ModuleDict<Module> dictionary => Dictionary(dictionary),
            ModuleDict<Module<Tensor, Tensor>> dictionary => Dictionary(dictionary),
            _ => null,
        };
    }

    private static ModuleList<T> List<T>(ModuleList<T> list)
        where T : Module
    {
        var copy = new ModuleList<T>();
        copy.train(list.training);
        foreach (var child in list)
            copy.Add((T)Child(child));

        return copy;
    }

    private static ModuleDict<T> Dictionary<T>(ModuleDict<T> dictionary)
        where T : Module
    {
        var copy = new ModuleDict<T>();
        copy.train(dictionary.training);
        foreach (var key in dictionary.keys())
            copy.Add(key, (T)Child(dictionary[key]));

        return copy;
    }

    private static Module Child(Module child) => new LayerConverter(Granularity.PerTensor).Copy(child);

    private static Module? Weighted(Module layer) => layer switch
    {
        Conv1d source => Like(source, Conv1d(
            source.in_channels, source.out_channels, source.kernel_size[0], padding_mode: source.padding_mode, groups: source.groups, bias: source.bias is not null)),
        Conv2d source => Like(source, Conv2d(
            source.in_channels, source.out_channels, Pair(source.kernel_size), padding_mode: source.padding_mode, groups: source.groups, bias: source.bias is not null)),
        Conv3d source => Like(source, Conv3d(
            source.in_channels, source.out_channels, Triple(source.kernel_size), padding_mode: source.padding_mode, groups: source.groups, bias: source.bias is not null)),
        ConvTranspose1d source => Like(source, ConvTranspose1d(
            source.in_channels, source.out_channels, source.kernel_size[0], groups: source.groups, bias: source.bias is not null)),
        ConvTranspose2d source => Like(source, ConvTranspose2d(
            source.in_channels, source.out_channels, Pair(source.kernel_size), groups: source.groups, bias: source.bias is not null)),
        ConvTranspose3d source => Like(source, ConvTranspose3d(
            source.in_channels, source.out_channels, Triple(source.kernel_size), groups: source.groups, bias: source.bias is not null)),
        Linear source => Linear(source.in_features, source.out_features, source.bias is not null),
        PReLU source => PReLU(source.num_parameters, source.init),
        _ => null,
    };

    private static Module? Normalization(Module layer) => layer switch
    {
        BatchNorm1d source => Like(source, BatchNorm1d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        BatchNorm2d source => Like(source, BatchNorm2d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        BatchNorm3d source => Like(source, BatchNorm3d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        InstanceNorm1d source => Like(source, InstanceNorm1d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        InstanceNorm2d source => Like(source, InstanceNorm2d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        InstanceNorm3d source => Like(source, InstanceNorm3d(source.num_features, affine: source.affine, track_running_stats: source.track_running_stats)),
        LayerNorm source => LayerNorm([.. source.normalized_shape], source.eps, source.elementwise_affine, source.bias is not null),
        GroupNorm source => GroupNorm(source.num_groups, source.affine ? source.weight.numel() : source.num_groups, source.eps, source.affine),
        _ => null,
    };

    private static Module? Activation(Module layer) => layer switch
    {
        ReLU source => ReLU(source.inplace),
        ReLU6 source => ReLU6(source.inplace),
        LeakyReLU source => LeakyReLU(source.negative_slope, source.inplace),
        ELU source => ELU(source.alpha, source.inplace),
        SiLU source => SiLU(source.inplace),
        GELU source => Gelu(source),
        Mish source => Mish(source.inplace),
        Sigmoid source => Sigmoid(source.inplace),
        Tanh source => Tanh(source.inplace),
        Hardswish source => Hardswish(source.inplace),
        Hardsigmoid source => Hardsigmoid(source.inplace),
        Hardtanh source => Hardtanh(source.min_val, source.max_val, source.inplace),
        Softplus source => Softplus(source.beta, source.threshold),
        Softmax source => Softmax(source.dim),
        LogSoftmax source => LogSoftmax(source.dim),
        _ => null,
    };

    private static Module? Pool(Module layer) => layer switch
    {
        AvgPool1d source => AvgPool1d(source.kernel_size, source.stride, source.padding ?? 0, source.ceil_mode, source.count_include_pad),
        AvgPool2d source => AvgPool2d(
            Clone(source.kernel_size), Clone(source.stride), Clone(source.padding), source.ceil_mode, source.count_include_pad, source.divisor_override),
        AvgPool3d source => AvgPool3d(
            Clone(source.kernel_size), Clone(source.stride), Clone(source.padding), source.ceil_mode, source.count_include_pad, source.divisor_override),
        AdaptiveAvgPool1d source => AdaptiveAvgPool1d(source.output_size),
        AdaptiveAvgPool2d source => AdaptiveAvgPool2d(Clone(source.output_size)),
        AdaptiveAvgPool3d source => AdaptiveAvgPool3d(Clone(source.output_size)),
        AdaptiveMaxPool2d source => AdaptiveMaxPool2d(Clone(source.output_size)),
        MaxPool1d source => MaxPool1d(source.kernel_size, source.stride, source.padding, source.dilation, source.ceil_mode),
        MaxPool2d source => MaxPool2d(Clone(source.kernel_size), Clone(source.stride), Clone(source.padding), Clone(source.dilation), source.ceil_mode),
        MaxPool3d source => MaxPool3d(Clone(source.kernel_size), Clone(source.stride), Clone(source.padding), Clone(source.dilation), source.ceil_mode),
        _ => null,
    };

    private static Module? Padding(Module layer) => layer switch
    {
        ZeroPad2d source => ZeroPad2d(Quadruple(source.padding)),
        ConstantPad1d source => ConstantPad1d(Pair(source.padding), source.value),
        ConstantPad2d source => ConstantPad2d(Quadruple(source.padding), source.value),
        ConstantPad3d source => ConstantPad3d(Sextuple(source.padding), source.value),
        ReflectionPad1d source => ReflectionPad1d(Pair(source.padding)),
        ReflectionPad2d source => ReflectionPad2d(Quadruple(source.padding)),
        ReflectionPad3d source => ReflectionPad3d(Sextuple(source.padding)),
        ReplicationPad1d source => ReplicationPad1d(Pair(source.padding)),
        ReplicationPad2d source => ReplicationPad2d(Quadruple(source.padding)),
        ReplicationPad3d source => ReplicationPad3d(Sextuple(source.padding)),
        _ => null,
    };

    private static Module? Other(Module layer) => layer switch
    {
        TorchSharp.Modules.Identity => Identity(),
        Dropout source => Dropout(source.p, source.inplace),
        Dropout2d source => Dropout2d(source.p, source.inplace),
        Flatten source => Flatten(source.start_dim, source.end_dim),
        Unflatten source => Unflatten(source.dim, Clone(source.unflattened_size)),
        PixelShuffle source => PixelShuffle(source.upscale_factor),
        Upsample source => Upsample(
            source.size.IsEmpty ? null : source.size.ToArray(),
            source.scale_factor.IsEmpty ? null : source.scale_factor.ToArray(),
            source.mode,
            source.align_corners,
            source.recompute_scale_factor),
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

    // Versions of TorchSharp before 0.107 know no approximate form.
    private static Module Gelu(GELU source)
    {
        if (typeof(GELU).GetProperty("approximate") is not { } approximate || approximate.GetValue(source) is not Enum value || value.Equals(Enum.ToObject(value.GetType(), 0)))
            return GELU(source.inplace);

        var factory = typeof(nn).GetMethod(nameof(GELU), [value.GetType(), typeof(bool)])!;
        return (Module)factory.Invoke(null, [value, source.inplace])!;
    }

    [return: NotNullIfNotNull(nameof(values))]
    private static long[]? Clone(long[]? values) => values is null ? null : [.. values];

    private static (long, long) Pair(long[] values) => (values[0], values[1]);

    private static (long, long, long) Triple(long[] values) => (values[0], values[1], values[2]);

    private static (long, long, long, long) Quadruple(long[] values) => (values[0], values[1], values[2], values[3]);

    private static (long, long, long, long, long, long) Sextuple(long[] values) => (values[0], values[1], values[2], values[3], values[4], values[5]);
}
