using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>What is known of a value while a graph is made: real numbers of C#.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.shape"/>
    public long[] shape => [.. Type.Shape];

    /// <inheritdoc cref="Tensor.ndim"/>
    public long ndim => Type.Rank;

    /// <inheritdoc cref="Tensor.Dimensions"/>
    public long Dimensions => Type.Rank;

    /// <inheritdoc cref="Tensor.NumberOfElements"/>
    public long NumberOfElements => Type.Count;

    /// <inheritdoc cref="Tensor.dtype"/>
    public ScalarType dtype => Type.ElementType.ToScalarType();

    /// <inheritdoc cref="Tensor.device"/>
    public Device device => CPU;

    /// <inheritdoc cref="Tensor.device_type"/>
    public DeviceType device_type => DeviceType.CPU;

    /// <inheritdoc cref="Tensor.is_cuda"/>
    public bool is_cuda => false;

    /// <inheritdoc cref="Tensor.T"/>
    public GraphValue T => Permute([.. Enumerable.Range(1, Type.Rank).Select(axis => (long)(Type.Rank - axis))]);

    /// <inheritdoc cref="Tensor.mT"/>
    public GraphValue mT => Swap(-2, -1);

    /// <summary>The type and extents, for messages and debuggers.</summary>
    public override string ToString() => $"{_info?.Name ?? "constant"}: {Type}";
}
