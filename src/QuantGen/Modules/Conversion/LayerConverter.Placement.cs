using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using NamedLayer = (string Name, TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Layer);

namespace QuantGen.Modules;

/// <content>Where containers that are converted at run time get quantizers of power-of-two ranges.</content>
public sealed partial class LayerConverter
{
    // What the name of a quantizer ends with that stands behind a layer, as in generated twins.
    private const string BehindLayer = "_quantizer";

    private bool Follows => Options.Conversion!.ActivationFollows;

    private QuantSequential PowerOfTwoSequence(Sequential container)
    {
        var (result, children) = Begin(container);
        for (var i = 0; i < children.Count; i++)
        {
            var (name, layer) = children[i];
            if (!_made.ContainsKey(layer) && i + 1 < children.Count && CanMerge(layer, children[i + 1].Layer, children))
                Merge(result, children[i], children[++i]);
            else
                Place(result, name, layer, NextAfter(children, i));

            if (NeedsQuantizer(layer, children[i].Layer, NextAfter(children, i)))
                result.Append(name + BehindLayer, Replacing(layer, ActivationOptions()));
        }

        // Layers inside know each other, whether or not anybody says later what comes before them.
        result.InputRange = null;
        return result;
    }

    private void Place(QuantSequential result, string name, nn.Module<Tensor, Tensor> layer, Next next)
    {
        if (Activation(layer, next) is { } quantizer)
            result.Append(name, quantizer);
        else if (_made.TryGetValue(layer, out var known))
            Repeat(result, name, (nn.Module<Tensor, Tensor>)known);
        else
            result.Append(name, Remember(layer, Child(name, layer, child => With(activationFollows: next != Next.Other).Bare(child))));
    }

    // A quantizer belongs to the place, so that a layer which stands at two has two of them.
    private Pact2? Activation(nn.Module layer, Next next) => next != Next.Other
        ? null
        : layer switch
        {
            ReLU relu => Pact2(relu),
            ReLU6 relu => Pact2(relu),
            Hardtanh old => Pact2(old),
            QuantizeHere marker => Pact2(marker),
            _ => null,
        };

    // Without a quantizer of its own, for which there is a place behind it.
    private nn.Module<Tensor, Tensor> Bare(nn.Module<Tensor, Tensor> layer) => layer switch
    {
        IQuantizable or Sequential => Convert(layer),
        _ when IsWeighted(layer) => PowerOfTwoWeighted(layer, null),
        _ => Copy(layer),
    };

    /// <summary>The form of a layer that a model calls by itself: where its text has no place for a quantizer, the layer brings it.</summary>
    private nn.Module<Tensor, Tensor> PowerOfTwoAlone(nn.Module<Tensor, Tensor> layer) => layer switch
    {
        _ when Activation(layer, Follows ? Next.Activation : Next.Other) is { } quantizer => quantizer,
        _ when !NeedsQuantizer(layer, layer, Follows ? Next.Activation : Next.Other) => Bare(layer),
        _ when IsWeighted(layer) => WithQuantizer(PowerOfTwoWeighted(layer, null)),

        // Nor has a normalization a place for one: its keys are those of the float model.
        BatchNorm or GroupNorm => Copy(layer),
        _ => new QuantSequential([("layer", Copy(layer)), ("quantizer", Replacing(layer, ActivationOptions()))]),
    };

    private PowerOfTwoLayer WithQuantizer(PowerOfTwoLayer layer)
    {
        if (layer.OutputRange is null)
            layer.QuantizeResult(Replacing(layer, ActivationOptions()));

        return layer;
    }

    private Next NextAfter(List<NamedLayer> children, int index)
    {
        for (var i = index + 1; i < children.Count; i++)
        {
            if (First(children[i].Layer) is { } next)
                return next;
        }

        return Follows ? Next.Activation : Next.Other;
    }

    // Null for a container of nothing, which the value passes.
    private static Next? First(nn.Module module) => module switch
    {
        Sequential container when AppliesInOrder(container) && !IsKeptFloat(container) && container is not IQuantizable =>
            container.children().Select(First).FirstOrDefault(static next => next is not null),
        NoQuantizeHere => Next.Activation,
        _ when IsActivation(module) => Next.Activation,
        BatchNorm or GroupNorm => Next.Norm,
        _ => Next.Other,
    };

    // TI's table, row by row: what a layer returns is quantized unless what reads it does that.
    private static bool NeedsQuantizer(nn.Module layer, nn.Module last, Next next) => last switch
    {
        _ when IsKeptFloat(layer) => false,
        BatchNorm or GroupNorm => next != Next.Activation,
        MaxPool1d or MaxPool2d or MaxPool3d or AvgPool1d or AvgPool2d or AvgPool3d => next != Next.Activation,
        _ when IsWeighted(last) => next == Next.Other,
        _ => false,
    };

    private static bool IsWeighted(nn.Module layer) =>
        layer is Conv1d or Conv2d or Conv3d or ConvTranspose1d or ConvTranspose2d or ConvTranspose3d or Linear;

    private static bool IsActivation(nn.Module layer) => layer is ReLU or ReLU6 or Hardtanh or QuantizeHere;

    /// <summary>What reads a value.</summary>
    private enum Next
    {
        /// <summary>Anything else, or nobody known.</summary>
        Other,

        /// <summary>A normalization.</summary>
        Norm,

        /// <summary>An activation, or a marker.</summary>
        Activation,
    }
}
