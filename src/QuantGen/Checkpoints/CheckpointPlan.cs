using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Checkpoints;

/// <summary>What loading a checkpoint into a model will do: which tensors it copies and which it creates, or why it cannot.</summary>
internal sealed class CheckpointPlan
{
    private const string AmaxKey = "._amax";
    private const string PreScaleKey = "._pre_quant_scale";

    private readonly Dictionary<string, Tensor> _state;
    private readonly Dictionary<string, TensorQuantizer> _quantizers;

    private CheckpointPlan(Module model)
    {
        _state = model.state_dict();

        // By every path, since a quantizer that is reached on two has its keys in the file twice.
        _quantizers = model.named_modules()
            .Where(static named => named.Item2 is TensorQuantizer)
            .ToDictionary(static named => named.Item1, static named => (TensorQuantizer)named.Item2, StringComparer.Ordinal);
    }

    /// <summary>The entries that are loaded.</summary>
    public required IReadOnlyList<CheckpointEntry> Entries { get; init; }

    /// <summary>Compares a file with a model.</summary>
    /// <exception cref="CheckpointException">They do not fit; the message lists what is missing, unexpected and of another shape.</exception>
    public static CheckpointPlan Make(Module model, IReadOnlyList<CheckpointEntry> entries, CheckpointMatch match, string path)
    {
        var plan = new CheckpointPlan(model) { Entries = entries };
        var present = entries.Select(static entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var missing = plan._state.Keys
            .Where(key => !present.Contains(key) && !(match == CheckpointMatch.QuantizersMayBeMissing && plan.OwnerOf(key) is not null));
        var unexpected = entries.Select(static entry => entry.Key).Where(key => !plan._state.ContainsKey(key) && plan.Creates(key) is null);
        var wrong = entries.Select(entry => (entry.Key, Difference: plan.Difference(entry))).Where(static pair => pair.Difference is not null);
        string?[] differences =
        [
            List("missing from the file", missing),
            List("not in the model", unexpected),
            List("of another shape or type", wrong.Select(static pair => $"{pair.Key} ({pair.Difference})")),
        ];
        return differences.Any(static difference => difference is not null)
            ? throw new CheckpointException($"The checkpoint '{path}' does not fit the model '{model.GetName()}', which is unchanged: {string.Join("; ", differences.OfType<string>())}.")
            : plan;
    }

    /// <summary>Gives the model the values that were read, one for each of <see cref="Entries"/>.</summary>
    /// <exception cref="CheckpointException">A range is negative or not a number. The model is unchanged.</exception>
    public void Apply(IReadOnlyList<Tensor> values, string path)
    {
        foreach (var (entry, value) in Entries.Zip(values))
        {
            if (entry.Key.EndsWith(AmaxKey, StringComparison.Ordinal) && !value.ge(0).logical_and(value.isfinite()).all().item<bool>())
                throw new CheckpointException($"The checkpoint '{path}' holds a range '{entry.Key}' that is negative or not a finite number; calibrate the model anew.");
        }

        var device = _state.Values.FirstOrDefault()?.device ?? CPU;
        foreach (var (entry, value) in Entries.Zip(values))
        {
            if (_state.TryGetValue(entry.Key, out var target))
                target.copy_(value);
            else if (entry.Key.EndsWith(AmaxKey, StringComparison.Ordinal))
                Creates(entry.Key)!.Amax = value.to(device);
            else
                Creates(entry.Key)!.PreQuantScale = value.to(device);
        }
    }

    private static string? List(string what, IEnumerable<string> keys)
    {
        var all = keys.ToList();
        return all.Count == 0 ? null : $"{what}: {string.Join(", ", all)}";
    }

    // The quantizer among whose own parameters and buffers a key is.
    private TensorQuantizer? OwnerOf(string key)
    {
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (_quantizers.TryGetValue(key[..dot], out var quantizer))
                return quantizer;
        }

        return null;
    }

    // The quantizer that has no such buffer yet but takes one.
    private TensorQuantizer? Creates(string key) =>
        key.EndsWith(AmaxKey, StringComparison.Ordinal) ? _quantizers.GetValueOrDefault(key[..^AmaxKey.Length])
        : key.EndsWith(PreScaleKey, StringComparison.Ordinal) ? _quantizers.GetValueOrDefault(key[..^PreScaleKey.Length])
        : null;

    private string? Difference(CheckpointEntry entry)
    {
        if (_state.TryGetValue(entry.Key, out var target))
        {
            return target.dtype == entry.Type && target.shape.AsSpan().SequenceEqual(entry.Shape)
                ? null
                : $"file {entry.Description}, model {CheckpointEntry.Describe(target.dtype, target.shape)}";
        }

        if (Creates(entry.Key) is not { } quantizer)
            return null;

        if (entry.Type != ScalarType.Float32)
            return $"file {entry.Description}, model Float32";

        return entry.Key.EndsWith(AmaxKey, StringComparison.Ordinal) && !FitsRange(entry, quantizer)
            ? $"file {entry.Description}, model {(quantizer.Descriptor.Axes is null ? "one range" : $"ranges along axis {quantizer.Descriptor.Axes}")}"
            : null;
    }

    // One range, or extent 1 on every axis but those with ranges of their own, and there the extents of the weight where it is one.
    private bool FitsRange(CheckpointEntry entry, TensorQuantizer quantizer)
    {
        if (quantizer.Descriptor.Axes is not { } axes)
            return entry.Shape.All(static extent => extent == 1);

        var rank = entry.Shape.Length;
        var own = axes.Select(axis => axis < 0 ? axis + rank : axis).ToHashSet();
        var weight = entry.Key.EndsWith("._weight_quantizer" + AmaxKey, StringComparison.Ordinal)
            ? _state.GetValueOrDefault(entry.Key[..^"_weight_quantizer._amax".Length] + "weight")
            : null;
        return own.All(axis => axis >= 0 && axis < rank)
            && entry.Shape.Index().All(extent => own.Contains(extent.Index) || extent.Item == 1)
            && (weight is null || (weight.shape.Length == rank && own.All(axis => entry.Shape[axis] == weight.shape[axis])));
    }
}
