using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Other extents, in place.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.squeeze_(long?)"/>
    public GraphValue squeeze_(long? dim = null) => BecomeView(squeeze(dim));

    /// <inheritdoc cref="Tensor.unsqueeze_(long)"/>
    public GraphValue unsqueeze_(long dim) => BecomeView(unsqueeze(dim));

    /// <inheritdoc cref="Tensor.transpose_(long, long)"/>
    public GraphValue transpose_(long dim0, long dim1) => BecomeView(transpose(dim0, dim1));

    /// <inheritdoc cref="Tensor.tril_(long)"/>
    public GraphValue tril_(long diagonal = 0) => Become(tril(diagonal));

    /// <inheritdoc cref="Tensor.triu_(long)"/>
    public GraphValue triu_(long diagonal = 0) => Become(triu(diagonal));
}
