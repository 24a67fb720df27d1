using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Checkpoints;

/// <summary>The keys of a model's state_dict, and those that loading can add: ranges and scales that its quantizers do not have
/// yet.</summary>
internal sealed class StateKeys
{
    private const string AmaxKey = "._amax";
    private const string PreScaleKey = "._pre_quant_scale";
    private const long LargestSpread = 1 << 20;
    private const string CounterKey = "num_batches_tracked";
    private const string ClipKey = ".clips_act";

    private readonly Module _model;
    private readonly Dictionary<string, Tensor> _state;
    private readonly Dictionary<string, TensorQuantizer> _quantizers;
    private readonly HashSet<string> _clips = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lowBit = new(StringComparer.Ordinal);
    private readonly Dictionary<(TensorQuantizer Quantizer, bool IsRange), CheckpointEntry> _made = [];

    /// <summary>Those of a model.</summary>
    public StateKeys(Module model)
    {
        _model = model;
        _state = model.state_dict();
        Names = new KeyNames(_state);

        // By every path, since a quantizer that is reached on two has its keys in the file twice.
        _quantizers = new Dictionary<string, TensorQuantizer>(StringComparer.Ordinal);
        foreach (var (name, module) in model.named_modules())
        {
            if (module is TensorQuantizer quantizer)
                _quantizers.TryAdd(name, quantizer);
            else if (module is Pact2)
                _clips.Add(name);
            else if (module is LowBitQuantizer)
                _lowBit.Add(name);
        }
    }

    /// <summary>The name of the model.</summary>
    public string Model => _model.GetName();

    /// <summary>What makes texts of the keys in a file.</summary>
    public KeyNames Names { get; }

    /// <summary>The keys that there are.</summary>
    public IReadOnlyCollection<string> Keys => _state.Keys;

    /// <summary>Whether a key is that of a range.</summary>
    public static bool IsRange(string key) => key.EndsWith(AmaxKey, StringComparison.Ordinal);

    /// <summary>
    /// Whether a key is that of a count of batches, which nothing but a momentum of null depends on. That of a <see cref="Pact2"/> says whether it
    /// has a range.
    /// </summary>
    public bool IsCounter(string key) => key.EndsWith(CounterKey, StringComparison.Ordinal) && !IsOfQuantizer(key);

    /// <summary>Whether a key is that of the lower and upper end of a range.</summary>
    public bool IsClip(string key) => key.EndsWith(ClipKey, StringComparison.Ordinal) && _clips.Contains(key[..^ClipKey.Length]);

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => _state.ContainsKey(key);

    /// <summary>Whether a key is there, or can be made.</summary>
    public bool Knows(string key) => _state.ContainsKey(key) || Creates(key) is not null;

    /// <summary>Whether a key is that of a parameter or buffer of a quantizer.</summary>
    public bool IsOfQuantizer(string key)
    {
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (_quantizers.ContainsKey(key[..dot]) || _clips.Contains(key[..dot]) || _lowBit.Contains(key[..dot]))
                return true;
        }

        return false;
    }

    /// <summary>The type of the elements of a key that is known.</summary>
    public ScalarType TypeOf(string key) => _state.TryGetValue(key, out var tensor) ? tensor.dtype : ScalarType.Float32;

    /// <summary>What the model has under the key of an entry, if the entry cannot be loaded there; null when it can.</summary>
    /// <param name="entry">An entry whose key is known.</param>
    public string? DifferenceFrom(CheckpointEntry entry)
    {
        var target = _state.GetValueOrDefault(entry.Key);
        if (Creates(entry.Key) is not { } quantizer)
            return FitsTensor(entry, target!) ? null : CheckpointEntry.Describe(target!.dtype, target.shape);

        var range = IsRange(entry.Key);
        var fits = range ? FitsRange(entry, quantizer) : target is null || FitsTensor(entry, target);
        if (!fits || !IsFloating(entry.Type) || !IsSmall(entry, target))
            return target is not null ? CheckpointEntry.Describe(target.dtype, target.shape) : Expected(quantizer, range);
        if (target is not null || _made.TryAdd((quantizer, range), entry))
            return null;

        // A quantizer that is reached on two paths has one buffer for two keys.
        var made = _made[(quantizer, range)];
        return made.Shape.AsSpan().SequenceEqual(entry.Shape) ? null : $"{made.Description} from '{made.Key}'";
    }

    /// <summary>Whether the model's tensor under the key of an entry has as many elements of a type that it can be converted to, and belongs to no
    /// quantizer.</summary>
    /// <param name="entry">An entry whose key is known.</param>
    public bool HoldsAsMany(CheckpointEntry entry) => _state.TryGetValue(entry.Key, out var target)
        && !IsOfQuantizer(entry.Key)
        && CheckpointEntry.LengthOf(entry.Type, entry.Shape) == target.numel() * CheckpointEntry.SizeOf(entry.Type)
        && FitsType(entry, target);

    /// <summary>Whether a key is that of a buffer or parameter of a low-bit quantizer.</summary>
    public bool IsLowBit(string key) => key.LastIndexOf('.') is var dot and > 0 && _lowBit.Contains(key[..dot]);

    /// <summary>The quantizers that do not quantize as those of a file.</summary>
    public IReadOnlyList<CheckpointDifference> DifferencesFrom(QuantizerDescriptions descriptions)
    {
        var differences = new List<CheckpointDifference>();
        foreach (var (name, quantizer) in _model.Quantizers())
            Compare(name, quantizer);
        if (descriptions.DescribesLowBit)
        {
            foreach (var (name, quantizer) in _model.LowBitQuantizers())
                Compare(name, quantizer);
        }

        if (!descriptions.DescribesPowerOfTwo)
            return differences;

        var parts = PowerOfTwoModules.Of(_model);
        foreach (var (name, part) in parts)
            Compare(name, part);

        // A weight has the same key whether or not it is quantized, so that only the description tells.
        var names = parts.Select(static part => part.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, file) in descriptions.ByName)
        {
            if (file is PowerOfTwoLayerDescription { Enabled: true } && !names.Contains(name))
                differences.Add(new CheckpointDifference(ErrorText.Short(name), file.ToString(), "without it"));
        }

        return differences;

        void Compare(string name, Module part)
        {
            if (QuantizerDescription.Of(part).DifferenceFrom(name, descriptions.ByName.GetValueOrDefault(name)) is { } difference)
                differences.Add(difference);
        }
    }

    /// <summary>Gives a key a value to which there was no difference.</summary>
    public void Set(string key, Tensor value)
    {
        if (_state.TryGetValue(key, out var target))
            target.copy_(value.reshape(target.shape));
        else if (IsRange(key))
            Creates(key)!.Amax = value.to(Device);
        else
            Creates(key)!.PreQuantScale = value.to(Device);
    }

    private Device Device => _state.Values.FirstOrDefault()?.device ?? CPU;

    // The quantizer that has such a buffer, or takes one.
    private TensorQuantizer? Creates(string key) =>
        IsRange(key) ? _quantizers.GetValueOrDefault(key[..^AmaxKey.Length])
        : key.EndsWith(PreScaleKey, StringComparison.Ordinal) ? _quantizers.GetValueOrDefault(key[..^PreScaleKey.Length])
        : null;

    private static string Expected(TensorQuantizer quantizer, bool range)
    {
        if (!range)
            return nameof(ScalarType.Float32);

        return quantizer.Descriptor.Axes is { } axes ? $"ranges along axis {axes}" : "one range";
    }

    private static bool FitsTensor(CheckpointEntry entry, Tensor target) => target.shape.AsSpan().SequenceEqual(entry.Shape) && FitsType(entry, target);

    private static bool FitsType(CheckpointEntry entry, Tensor target) =>
        target.dtype == entry.Type || (IsFloating(target.dtype) && IsFloating(entry.Type));

    // As many elements as the model has; where it has none, not more than a range can have, however few the file needs for them.
    private static bool IsSmall(CheckpointEntry entry, Tensor? target)
    {
        if (CheckpointEntry.LengthOf(entry.Type, entry.Shape) is not { } length)
            return false;

        return target is null
            ? length <= Math.Max(LargestSpread, entry.Length)
            : length == target.numel() * CheckpointEntry.SizeOf(entry.Type);
    }

    private static bool IsFloating(ScalarType type) =>
        type is ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float64;

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
