using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Looks up rows of a table by index.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private static readonly Operator Lookup = new("aten::embedding");
    private static readonly Operator Renormalize = new("aten::embedding_renorm_");

    private readonly long _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFreq;
    private readonly bool _sparse;

    internal Embedding(Parameter table, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
        : base("torch::nn::EmbeddingImpl")
    {
        _paddingIndex = padding_idx is < 0 ? table.size(0) + padding_idx.Value : padding_idx ?? -1;
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleGradByFreq = scale_grad_by_freq;
        _sparse = sparse;
        weight = table;
    }

    /// <summary>The table: (entries, dimensions).</summary>
    [DisallowNull]
    public Parameter? weight
    {
        get => get_parameter(nameof(weight));
        set => ConditionallyRegisterParameter(nameof(weight), (Parameter)value.DetachFromDisposeScope());
    }

    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } most)
        {
            using var unrecorded = no_grad();
            Renormalize.CallVoid(weight, input, most, _normType);
        }

        return Lookup.Call(weight, input, _paddingIndex, _scaleGradByFreq, _sparse);
    }
}
