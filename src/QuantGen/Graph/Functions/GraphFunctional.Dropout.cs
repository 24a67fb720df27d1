using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Dropout: nothing in evaluation.</content>
public static partial class GraphFunctional
{
    private static GraphValue Kept(GraphValue input, double p, bool training) => training && p > 0
        ? throw new GraphException("Dropout outside of evaluation has no form in a graph: pass training: training, or use the layer.")
        : input;

    /// <inheritdoc cref="functional.dropout(Tensor, double, bool, bool)"/>
    public static GraphValue dropout(GraphValue input, double p = 0.5, bool training = true, bool inplace = false) => Kept(input, p, training);

    /// <inheritdoc cref="functional.dropout1d(Tensor, double, bool, bool)"/>
    public static GraphValue dropout1d(GraphValue input, double p = 0.5, bool training = true, bool inplace = false) => Kept(input, p, training);

    /// <inheritdoc cref="functional.dropout2d(Tensor, double, bool, bool)"/>
    public static GraphValue dropout2d(GraphValue input, double p = 0.5, bool training = true, bool inplace = false) => Kept(input, p, training);

    /// <inheritdoc cref="functional.dropout3d(Tensor, double, bool, bool)"/>
    public static GraphValue dropout3d(GraphValue input, double p = 0.5, bool training = true, bool inplace = false) => Kept(input, p, training);

    /// <inheritdoc cref="functional.alpha_dropout(Tensor, double, bool, bool)"/>
    public static GraphValue alpha_dropout(GraphValue input, double p = 0.5, bool training = false, bool inplace = false) => Kept(input, p, training);

    /// <inheritdoc cref="functional.feature_alpha_dropout(Tensor, double, bool, bool)"/>
    public static GraphValue feature_alpha_dropout(GraphValue input, double p = 0.5, bool training = false, bool inplace = false) => Kept(input, p, training);
}
