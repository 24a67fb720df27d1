using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Activation functions.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.relu()"/>
    public GraphValue relu() => Unary("Relu");

    /// <inheritdoc cref="Tensor.relu6()"/>
    public GraphValue relu6() => clamp(0, 6);

    /// <inheritdoc cref="Tensor.leaky_relu(Scalar)"/>
    public GraphValue leaky_relu(Scalar negative_slope) => Apply("LeakyRelu", [AsFloat()], new() { { "alpha", negative_slope.ToSingle() } });

    /// <inheritdoc cref="Tensor.elu(double)"/>
    public GraphValue elu(double alpha = 1) => Apply("Elu", [AsFloat()], new() { { "alpha", alpha } });

    /// <inheritdoc cref="Tensor.selu()"/>
    public GraphValue selu() => FloatUnary("Selu");

    /// <inheritdoc cref="Tensor.celu(Scalar)"/>
    public GraphValue celu(Scalar alpha) => Apply("Celu", [AsFloat()], new() { { "alpha", alpha.ToSingle() } });

    /// <inheritdoc cref="Tensor.celu()"/>
    public GraphValue celu() => FloatUnary("Celu");

    /// <inheritdoc cref="Tensor.gelu()"/>
    public GraphValue gelu() => FloatUnary("Gelu");

    /// <inheritdoc cref="Tensor.silu()"/>
    public GraphValue silu() => mul(sigmoid());

    /// <inheritdoc cref="Tensor.sigmoid()"/>
    public GraphValue sigmoid() => FloatUnary("Sigmoid");

    /// <inheritdoc cref="Tensor.log_sigmoid()"/>
    public GraphValue log_sigmoid() => neg().softplus().neg();

    /// <inheritdoc cref="Tensor.hardsigmoid()"/>
    public GraphValue hardsigmoid() => Apply("HardSigmoid", [AsFloat()], new() { { "alpha", 1f / 6 }, { "beta", 0.5f } });

    /// <inheritdoc cref="Tensor.hardswish()"/>
    public GraphValue hardswish() => FloatUnary("HardSwish");

    /// <inheritdoc cref="Tensor.hardtanh(Scalar, Scalar)"/>
    public GraphValue hardtanh(Scalar min, Scalar max) => clamp(min, max);

    /// <inheritdoc cref="Tensor.tanh()"/>
    public GraphValue tanh() => FloatUnary("Tanh");

    /// <inheritdoc cref="Tensor.softplus(double, double)"/>
    public GraphValue softplus(double beta = 1, double threshold = 20) => Softplus(beta, threshold);

    /// <inheritdoc cref="Tensor.prelu(Tensor)"/>
    public GraphValue prelu(GraphValue target) => Prelu(target);

    /// <inheritdoc cref="Tensor.threshold(Scalar, Scalar)"/>
    public GraphValue threshold(Scalar threshold, Scalar value) => where(gt(threshold), Number(value, Type.ElementType));

    /// <inheritdoc cref="Tensor.glu(long)"/>
    public GraphValue glu(long dim = -1) => Glu(dim);

    /// <inheritdoc cref="Tensor.softmax(long, ScalarType?)"/>
    public GraphValue softmax(long dim, ScalarType? dtype = null) => Softmax("Softmax", dim, dtype);

    /// <inheritdoc cref="Tensor.log_softmax(long, ScalarType?)"/>
    public GraphValue log_softmax(long dim, ScalarType? dtype = null) => Softmax("LogSoftmax", dim, dtype);
}
