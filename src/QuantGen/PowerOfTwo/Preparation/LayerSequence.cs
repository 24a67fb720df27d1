using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The convolutions and linear layers of a float model in the order in which a forward pass calls them.</summary>
internal static class LayerSequence
{
    /// <summary>Runs the model and records the order. Layers that are called more than once, and normalizations without statistics, end a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="forward">Runs it once.</param>
    /// <returns>Rows of layers, each called right after the one before it, with nothing of these kinds in between.</returns>
    public static IReadOnlyList<IReadOnlyList<NormalizedLayer>> Record(nn.Module model, Action forward)
    {
        var calls = new List<(string Name, nn.Module Module)>();
        var removals = new List<Action>();
        try
        {
            foreach (var (name, module) in model.named_modules().DistinctBy(static entry => entry.module, ReferenceEqualityComparer.Instance))
            {
                if (module is Convolution or Linear or BatchNorm)
                {
                    removals.Add(((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
                    {
                        calls.Add((name, module));
                        return output;
                    }).remove);
                }
            }

            forward();
        }
        finally
        {
            removals.ForEach(static remove => remove());
        }

        return Rows(calls);
    }

    private static List<List<NormalizedLayer>> Rows(List<(string Name, nn.Module Module)> calls)
    {
        var often = calls.GroupBy(static call => call.Module, ReferenceEqualityComparer.Instance)
            .Where(static group => group.Count() > 1).Select(static group => group.Key).ToHashSet(ReferenceEqualityComparer.Instance);
        List<List<NormalizedLayer>> rows = [[]];
        for (var i = 0; i < calls.Count; i++)
        {
            if (often.Contains(calls[i].Module) || ChannelLayer.Of(calls[i].Name, calls[i].Module) is not { } layer)
            {
                rows.Add([]);
                continue;
            }

            var next = i + 1 < calls.Count ? calls[i + 1] : default;
            if (next.Module is BatchNorm { running_mean: not null, running_var: not null } norm && norm.num_features == layer.Outputs && !often.Contains(norm))
            {
                rows[^1].Add(new NormalizedLayer(layer, next.Name, norm));
                i++;
            }
            else
            {
                rows[^1].Add(new NormalizedLayer(layer, null, null));
            }
        }

        return rows;
    }
}
