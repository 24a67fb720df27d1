using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Activation functions, in place.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.relu_()"/>
    public GraphValue relu_() => Become(relu());

    /// <inheritdoc cref="Tensor.relu6_()"/>
    public GraphValue relu6_() => Become(relu6());

    /// <inheritdoc cref="Tensor.leaky_relu_(Scalar)"/>
    public GraphValue leaky_relu_(Scalar negative_slope) => Become(leaky_relu(negative_slope));

    /// <inheritdoc cref="Tensor.elu_(double)"/>
    public GraphValue elu_(double alpha = 1) => Become(elu(alpha));

    /// <inheritdoc cref="Tensor.selu_()"/>
    public GraphValue selu_() => Become(selu());

    /// <inheritdoc cref="Tensor.celu_()"/>
    public GraphValue celu_() => Become(celu());

    /// <inheritdoc cref="Tensor.celu_(Scalar)"/>
    public GraphValue celu_(Scalar alpha) => Become(celu(alpha));

    /// <inheritdoc cref="Tensor.gelu_()"/>
    public GraphValue gelu_() => Become(gelu());

    /// <inheritdoc cref="Tensor.silu_()"/>
    public GraphValue silu_() => Become(silu());

    /// <inheritdoc cref="Tensor.sigmoid_()"/>
    public GraphValue sigmoid_() => Become(sigmoid());

    /// <inheritdoc cref="Tensor.hardsigmoid_()"/>
    public GraphValue hardsigmoid_() => Become(hardsigmoid());

    /// <inheritdoc cref="Tensor.hardswish_()"/>
    public GraphValue hardswish_() => Become(hardswish());

    /// <inheritdoc cref="Tensor.hardtanh_(Scalar, Scalar)"/>
    public GraphValue hardtanh_(Scalar min, Scalar max) => Become(hardtanh(min, max));

    /// <inheritdoc cref="Tensor.tanh_()"/>
    public GraphValue tanh_() => Become(tanh());

    /// <inheritdoc cref="Tensor.threshold_(Scalar, Scalar)"/>
    public GraphValue threshold_(Scalar threshold, Scalar value) => Become(this.threshold(threshold, value));
}
