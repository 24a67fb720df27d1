using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using NamedLayer = (string Name, TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Layer);

namespace QuantGen.Modules;

/// <content>Containers.</content>
public sealed partial class LayerConverter
{
    /// <summary>
    /// Converts the children of a container in order. A batch normalization right after a convolution or linear layer is merged into it;
    /// a layer that appears twice stays one layer with one weight, and gets an input quantizer of its own at each place.
    /// </summary>
    /// <param name="container">The float container; null gives null.</param>
    /// <returns>A container of the same names.</returns>
    /// <exception cref="LayerConversionException">A child is a class of the user's that is neither annotated nor kept in float.</exception>
    [return: NotNullIfNotNull(nameof(container))]
    public QuantSequential? Convert(Sequential? container)
    {
        if (container is null)
            return null;
        if (Target == QuantizationTarget.PowerOfTwo)
            return PowerOfTwoSequence(container);

        var (result, children) = Begin(container);
        var isUnsigned = UnsignedInput;
        for (var i = 0; i < children.Count; i++)
        {
            var (name, layer) = children[i];
            var layers = isUnsigned == UnsignedInput ? this : With(unsignedInput: isUnsigned);
            if (_made.TryGetValue(layer, out var known))
                layers.Repeat(result, name, (nn.Module<Tensor, Tensor>)known);
            else if (i + 1 < children.Count && CanMerge(layer, children[i + 1].Layer, children))
                layers.Merge(result, children[i], children[++i]);
            else
                result.Append(name, Remember(layer, Child(name, layer, child => layers.Convert(child))));

            isUnsigned = Target == QuantizationTarget.OnnxRuntime && NonNegative.Of(children[i].Layer, isUnsigned);
        }

        return result;
    }

    /// <summary>
    /// Converts the children of a container that a model does not apply as a whole, but child by child: by index, by name or in a loop. Each
    /// child stays a step of its own, so no batch normalization is merged into its neighbour.
    /// </summary>
    /// <param name="container">The float container; null gives null.</param>
    /// <returns>A container of the same names.</returns>
    /// <exception cref="LayerConversionException">A child is a class of the user's that is neither annotated nor kept in float.</exception>
    [return: NotNullIfNotNull(nameof(container))]
    public QuantSequential? ConvertEach(Sequential? container)
    {
        if (container is null)
            return null;

        var (result, children) = Begin(container);
        foreach (var (name, layer) in children)
            result.Append(name, Child(name, layer, ConvertOnce));

        return result;
    }

    /// <summary>Converts the elements of a list.</summary>
    /// <param name="list">The float list; null gives null.</param>
    /// <returns>A list of the same length.</returns>
    /// <exception cref="LayerConversionException">An element is a class of the user's that is neither annotated nor kept in
    /// float.</exception>
    [return: NotNullIfNotNull(nameof(list))]
    public ModuleList<nn.Module<Tensor, Tensor>>? Convert<T>(ModuleList<T>? list)
        where T : nn.Module<Tensor, Tensor> => Filled<T, nn.Module<Tensor, Tensor>>(list, ConvertOnce);

    /// <summary>Converts the elements of a list of modules of any kind.</summary>
    /// <param name="list">The float list; null gives null.</param>
    /// <returns>A list of the same length.</returns>
    /// <exception cref="LayerConversionException">An element is a class of the user's that is neither annotated nor kept in
    /// float.</exception>
    [return: NotNullIfNotNull(nameof(list))]
    public ModuleList<nn.Module>? Convert(ModuleList<nn.Module>? list) => Filled(list, module => AnyKind(module));

    /// <summary>Converts the values of a dictionary.</summary>
    /// <param name="dictionary">The float dictionary; null gives null.</param>
    /// <returns>A dictionary of the same keys in the same order.</returns>
    /// <exception cref="LayerConversionException">A value is a class of the user's that is neither annotated nor kept in float.</exception>
    [return: NotNullIfNotNull(nameof(dictionary))]
    public ModuleDict<nn.Module<Tensor, Tensor>>? Convert<T>(ModuleDict<T>? dictionary)
        where T : nn.Module<Tensor, Tensor> => Filled<T, nn.Module<Tensor, Tensor>>(dictionary, ConvertOnce);

    /// <summary>Converts the values of a dictionary of modules of any kind.</summary>
    /// <param name="dictionary">The float dictionary; null gives null.</param>
    /// <returns>A dictionary of the same keys in the same order.</returns>
    /// <exception cref="LayerConversionException">A value is a class of the user's that is neither annotated nor kept in float.</exception>
    [return: NotNullIfNotNull(nameof(dictionary))]
    public ModuleDict<nn.Module>? Convert(ModuleDict<nn.Module>? dictionary) => Filled(dictionary, module => AnyKind(module));

    /// <summary>Converts the elements of a list of modules of any inputs.</summary>
    /// <typeparam name="TLayer">The class of the float elements.</typeparam>
    /// <typeparam name="TTwin">What the twins of all of them are: the twin of that class, or a <c>Module&lt;...&gt;</c>.</typeparam>
    /// <param name="list">The float list; null gives null.</param>
    /// <returns>A list of the same length.</returns>
    /// <exception cref="LayerConversionException">An element is a class of the user's that is neither annotated nor kept in float, or has
    /// another twin.</exception>
    [return: NotNullIfNotNull(nameof(list))]
    public ModuleList<TTwin>? Convert<TLayer, TTwin>(ModuleList<TLayer>? list)
        where TLayer : nn.Module
        where TTwin : nn.Module => Filled(list, TwinOf<TLayer, TTwin>);

    /// <summary>Converts the values of a dictionary of modules of any inputs.</summary>
    /// <typeparam name="TLayer">The class of the float values.</typeparam>
    /// <typeparam name="TTwin">What the twins of all of them are: the twin of that class, or a <c>Module&lt;...&gt;</c>.</typeparam>
    /// <param name="dictionary">The float dictionary; null gives null.</param>
    /// <returns>A dictionary of the same keys in the same order.</returns>
    /// <exception cref="LayerConversionException">A value is a class of the user's that is neither annotated nor kept in float, or has another
    /// twin.</exception>
    [return: NotNullIfNotNull(nameof(dictionary))]
    public ModuleDict<TTwin>? Convert<TLayer, TTwin>(ModuleDict<TLayer>? dictionary)
        where TLayer : nn.Module
        where TTwin : nn.Module => Filled(dictionary, TwinOf<TLayer, TTwin>);

    private (QuantSequential Result, List<NamedLayer> Children) Begin(Sequential container)
    {
        // The mode is set while there is no child that it would be passed on to.
        var result = new QuantSequential { Fuses = Fuse };
        result.train(container.training);
        return (result, container.named_children().Select(static child => new NamedLayer(child.name, Layer(child.name, child.module))).ToList());
    }

    // What goes wrong with a child, or deeper, gets the child's name put before it.
    private static TTarget Child<TSource, TTarget>(string name, TSource child, Func<TSource, TTarget> convert)
    {
        try
        {
            return convert(child);
        }
        catch (LayerConversionException error)
        {
            throw error.Within(name);
        }
    }

    private static nn.Module<Tensor, Tensor> Layer(string name, nn.Module module) => module as nn.Module<Tensor, Tensor>
        ?? throw new LayerConversionException(
            $"{module.GetType().Name} does not take one tensor and return one, so it cannot stand in a Sequential.").Within(name);

    [return: NotNullIfNotNull(nameof(source))]
    private static ModuleList<TTarget>? Filled<TSource, TTarget>(ModuleList<TSource>? source, Func<TSource, TTarget> convert)
        where TSource : nn.Module
        where TTarget : nn.Module
    {
        if (source is null)
            return null;

        var target = new ModuleList<TTarget>();
        target.train(source.training);
        foreach (var (index, layer) in source.Index())
            target.Add(Child(index.ToString(CultureInfo.InvariantCulture), layer, convert));

        return target;
    }

    [return: NotNullIfNotNull(nameof(source))]
    private static ModuleDict<TTarget>? Filled<TSource, TTarget>(ModuleDict<TSource>? source, Func<TSource, TTarget> convert)
        where TSource : nn.Module
        where TTarget : nn.Module
    {
        if (source is null)
            return null;

        var target = new ModuleDict<TTarget>();
        target.train(source.training);
        foreach (var key in source.keys())
            target.Add(key, Child(key, source[key], convert));

        return target;
    }

    private TTwin TwinOf<TLayer, TTwin>(TLayer layer)
        where TLayer : nn.Module
        where TTwin : nn.Module => AnyKind<nn.Module>(layer) is var twin && twin is TTwin expected ? expected : throw new LayerConversionException(
            $"The twin of {layer.GetType().Name} is a {twin.GetType().Name}, which cannot stand in a container of {typeof(TTwin).Name}.");

    private bool CanMerge(nn.Module layer, nn.Module next, List<NamedLayer> all) =>
        Folds
        && !_made.ContainsKey(next)
        && next is BatchNorm norm
        && layer switch
        {
            Convolution convolution => convolution.out_channels == norm.num_features,
            Linear linear => linear.out_features == norm.num_features,
            _ => false,
        }
        && all.Count(child => ReferenceEquals(child.Layer, layer) || ReferenceEquals(child.Layer, next)) == 2;

    private void Merge(QuantSequential result, NamedLayer weighted, NamedLayer norm)
    {
        var copy = Remember(norm.Layer, Copy(norm.Layer));
        result.Append(weighted.Name, Remember(weighted.Layer, Child(weighted.Name, weighted.Layer, layer => Weighted(layer, copy))));
        result.AppendMerged(norm.Name, copy);
    }

    private void Repeat(QuantSequential result, string name, nn.Module<Tensor, Tensor> layer)
    {
        if (layer is QuantWeightedLayer { FoldedBatchNorm: not null } or PowerOfTwoLayer { FoldedBatchNorm: not null })
            throw new LayerConversionException(
                "The layer is used at two places, at one of them with a batch normalization merged into it: set FoldBatchNorm to " +
                "false.").Within(name);

        if (layer is QuantInputLayer quantized)
            result.AppendAgain(name, quantized, ActivationQuantizer(UnsignedInput));
        else
            result.Append(name, layer);
    }

    private nn.Module<Tensor, Tensor> Remember(nn.Module layer, nn.Module<Tensor, Tensor> twin)
    {
        _made[layer] = twin;
        return twin;
    }
}
