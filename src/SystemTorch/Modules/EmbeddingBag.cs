using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Looks up rows of a table by index and makes one row of each bag of them.</summary>
public sealed class EmbeddingBag : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
{
    private static readonly Operator Lookup = new("aten::embedding_bag", "padding_idx");
    private static readonly Operator Renormalize = new("aten::embedding_renorm_");

    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq;
    private readonly EmbeddingBagMode _mode;
    private readonly bool _sparse;
    private readonly bool _includeLastOffset;
    private readonly long? _paddingIndex;

    internal EmbeddingBag(
        Parameter table, double? max_norm, double norm_type, bool scale_grad_by_freq, EmbeddingBagMode mode, bool sparse,
        bool include_last_offset, long padding_index)
        : base("torch::nn::EmbeddingBagImpl")
    {
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleGradByFreq = scale_grad_by_freq;
        _mode = mode;
        _sparse = sparse;
        _includeLastOffset = include_last_offset;
        _paddingIndex = padding_index >= 0 ? padding_index : null;
        weight = table;
    }

    /// <summary>The table: (entries, dimensions).</summary>
    [DisallowNull]
    public Parameter? weight
    {
        get => get_parameter(nameof(weight));
        set => ConditionallyRegisterParameter(nameof(weight), (Parameter)value.DetachFromDisposeScope());
    }

    /// <summary>One row for each bag.</summary>
    /// <param name="input">Indices: one bag a row, or all bags in one dimension.</param>
    /// <param name="offsets">Where the bags of one dimension begin; null for rows.</param>
    /// <param name="perSampleWeights">Factors on the rows of the table, in the shape of the input; null for none.</param>
    public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
    {
        using var scope = NewDisposeScope();
        if (input.dim() == 2)
        {
            if (offsets is not null)
                throw new ArgumentException("If input is 2D, then offsets has to be null.", nameof(offsets));

            offsets = arange(0, input.numel(), input.size(1), ScalarType.Int64, input.device);
            (input, perSampleWeights) = (input.flatten(), perSampleWeights?.flatten());
        }

        if (_maxNorm is { } most)
        {
            using var unrecorded = no_grad();
            Renormalize.CallVoid(weight, input, most, _normType);
        }

        var bags = Lookup.CallMany(
            weight, input, offsets, _scaleGradByFreq, (long)_mode, _sparse, perSampleWeights, _includeLastOffset, _paddingIndex);
        return bags[0].MoveToOuterDisposeScope();
    }

    public Tensor call(Tensor input) => base.call(input, null, null);

    public Tensor call(Tensor input, Tensor offsets) => base.call(input, offsets, null);

    public new Tensor call(Tensor input, Tensor? offsets, Tensor? perSampleWeights) => base.call(input, offsets, perSampleWeights);
}
