using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Activation functions.</content>
public static partial class GraphFunctional
{
    /// <inheritdoc cref="functional.relu(Tensor, bool)"/>
    public static GraphValue relu(GraphValue x, bool inplace = false) => Set(x, x.relu(), inplace);

    /// <inheritdoc cref="functional.relu6(Tensor, bool)"/>
    public static GraphValue relu6(GraphValue x, bool inplace = false) => Set(x, x.relu6(), inplace);

    /// <inheritdoc cref="functional.leaky_relu(Tensor, double, bool)"/>
    public static GraphValue leaky_relu(GraphValue input, double negative_slope = 0.01, bool inplace = false) => Set(input, input.leaky_relu(negative_slope), inplace);

    /// <inheritdoc cref="functional.prelu(Tensor, Tensor)"/>
    public static GraphValue prelu(GraphValue input, GraphValue weight) => input.prelu(weight);

    /// <inheritdoc cref="functional.elu(Tensor, double, bool)"/>
    public static GraphValue elu(GraphValue x, double alpha, bool inplace = false) => Set(x, x.elu(alpha), inplace);

    /// <inheritdoc cref="functional.selu(Tensor, bool)"/>
    public static GraphValue selu(GraphValue x, bool inplace = false) => Set(x, x.selu(), inplace);

    /// <inheritdoc cref="functional.celu(Tensor, double, bool)"/>
    public static GraphValue celu(GraphValue x, double alpha, bool inplace = false) => Set(x, x.celu(alpha), inplace);

    /// <inheritdoc cref="functional.silu(Tensor, bool)"/>
    public static GraphValue silu(GraphValue x, bool inplace = false) => Set(x, x.silu(), inplace);

    /// <inheritdoc cref="functional.gelu(Tensor)"/>
    public static GraphValue gelu(GraphValue x) => x.gelu();

    /// <inheritdoc cref="functional.gelu(Tensor, bool)"/>
    public static GraphValue gelu(GraphValue x, bool inplace) => Set(x, x.gelu(), inplace);

    /// <inheritdoc cref="functional.gelu(Tensor, TorchSharp.Modules.GELU.Approximate, bool)"/>
    public static GraphValue gelu(GraphValue x, TorchSharp.Modules.GELU.Approximate approximate, bool inplace = false) =>
        Set(x, GraphValue.Apply("Gelu", [x], new() { { "approximate", approximate.ToString() } }), inplace);

    /// <inheritdoc cref="functional.sigmoid(Tensor)"/>
    public static GraphValue sigmoid(GraphValue x) => x.sigmoid();

    /// <inheritdoc cref="functional.sigmoid(Tensor, bool)"/>
    public static GraphValue sigmoid(GraphValue x, bool inplace) => Set(x, x.sigmoid(), inplace);

    /// <inheritdoc cref="functional.tanh(Tensor, bool)"/>
    public static GraphValue tanh(GraphValue x, bool inplace = false) => Set(x, x.tanh(), inplace);

    /// <inheritdoc cref="functional.hardswish(Tensor, bool)"/>
    public static GraphValue hardswish(GraphValue input, bool inplace = false) => Set(input, input.hardswish(), inplace);

    /// <inheritdoc cref="functional.hardsigmoid(Tensor, bool)"/>
    public static GraphValue hardsigmoid(GraphValue input, bool inplace = false) => Set(input, input.hardsigmoid(), inplace);

    /// <inheritdoc cref="functional.hardtanh(Tensor, double, double, bool)"/>
    public static GraphValue hardtanh(GraphValue x, double min_val = -1, double max_val = 1, bool inplace = false) => Set(x, x.hardtanh(min_val, max_val), inplace);

    /// <inheritdoc cref="functional.mish(Tensor, bool)"/>
    public static GraphValue mish(GraphValue x, bool inplace = false) => Set(x, GraphValue.Apply("Mish", [x]), inplace);

    /// <inheritdoc cref="functional.softplus(Tensor, double, double)"/>
    public static GraphValue softplus(GraphValue x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);

    /// <inheritdoc cref="functional.softmax(Tensor, long, ScalarType?)"/>
    public static GraphValue softmax(GraphValue input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    /// <inheritdoc cref="functional.log_softmax(Tensor, long)"/>
    public static GraphValue log_softmax(GraphValue x, long dim) => x.log_softmax(dim);

    /// <inheritdoc cref="functional.softmin(Tensor, long)"/>
    public static GraphValue softmin(GraphValue x, long dim) => x.neg().softmax(dim);

    /// <inheritdoc cref="functional.softmax2d(Tensor)"/>
    public static GraphValue softmax2d(GraphValue x) => x.softmax(-3);

    /// <inheritdoc cref="functional.softsign(Tensor, bool)"/>
    public static GraphValue softsign(GraphValue x, bool inplace = false) => Set(x, GraphValue.Apply("Softsign", [x]), inplace);

    /// <inheritdoc cref="functional.logsigmoid(Tensor)"/>
    public static GraphValue logsigmoid(GraphValue x) => x.log_sigmoid();

    /// <inheritdoc cref="functional.glu(Tensor, long)"/>
    public static GraphValue glu(GraphValue input, long dim = -1) => input.glu(dim);

    /// <inheritdoc cref="functional.hardshrink(Tensor, double)"/>
    public static GraphValue hardshrink(GraphValue x, double lambda = 0.5) => GraphValue.Apply("Shrink", [x], new() { { "lambd", lambda } });

    /// <inheritdoc cref="functional.softshrink(Tensor, double)"/>
    public static GraphValue softshrink(GraphValue x, double lambda = 0.5) => GraphValue.Apply("Shrink", [x], new() { { "lambd", lambda }, { "bias", lambda } });

    /// <inheritdoc cref="functional.tanhshrink(Tensor, bool)"/>
    public static GraphValue tanhshrink(GraphValue x, bool inplace = false) => Set(x, x.sub(x.tanh()), inplace);

    /// <inheritdoc cref="functional.threshold(Tensor, double, double, bool)"/>
    public static GraphValue threshold(GraphValue x, double threshold, double value, bool inplace = false) => Set(x, x.threshold(threshold, value), inplace);
}
