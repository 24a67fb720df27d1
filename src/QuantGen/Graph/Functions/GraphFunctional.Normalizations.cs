using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Normalizations.</content>
public static partial class GraphFunctional
{
    private static GraphValue Factor(GraphValue? weight, GraphValue input) => weight ?? ones(input.shape[1]);

    private static GraphValue Shift(GraphValue? bias, GraphValue input) => bias ?? zeros(input.shape[1]);

    private static GraphValue BatchNorm(GraphValue input, GraphValue? mean, GraphValue? variance, GraphValue? weight, GraphValue? bias, bool training, double eps)
    {
        if (training)
            throw new GraphException("Batch normalization outside of evaluation has no form in a graph: pass training: training, or use the layer.");
        if (mean is null || variance is null)
            throw new GraphException("Batch normalization needs the running mean and variance outside of training.");

        return GraphValue.Apply("BatchNormalization", [input, Factor(weight, input), Shift(bias, input), mean, variance], new() { { "epsilon", eps } });
    }

    private static GraphValue InstanceNorm(GraphValue input, GraphValue? mean, GraphValue? variance, GraphValue? weight, GraphValue? bias, bool usesInput, double eps) => usesInput
        ? GraphValue.Apply("InstanceNormalization", [input, Factor(weight, input), Shift(bias, input)], new() { { "epsilon", eps } })
        : BatchNorm(input, mean, variance, weight, bias, training: false, eps);

    private static GraphValue LayerNorm(GraphValue input, long[] shape, GraphValue? weight, GraphValue? bias, double eps)
    {
        GraphValue factor = weight ?? ones(shape);
        var settings = new GraphAttributeCollection { { "axis", -shape.Length }, { "epsilon", eps } };
        return GraphValue.Apply("LayerNormalization", bias is null ? [input, factor] : [input, factor, bias], settings);
    }

    private static GraphValue Norm(GraphValue input, double p, long dim) => input.norm((int)dim, keepdim: true, (float)p);

    /// <inheritdoc cref="functional.batch_norm(Tensor, Tensor, Tensor, Tensor, Tensor, bool, double, double)"/>
    public static GraphValue batch_norm(GraphValue input, GraphValue? running_mean, GraphValue? running_var, GraphValue? weight = null, GraphValue? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05) =>
        BatchNorm(input, running_mean, running_var, weight, bias, training, eps);

    /// <inheritdoc cref="functional.instance_norm(Tensor, Tensor, Tensor, Tensor, Tensor, bool, double, double)"/>
    public static GraphValue instance_norm(GraphValue input, GraphValue? running_mean = null, GraphValue? running_var = null, GraphValue? weight = null, GraphValue? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05) =>
        InstanceNorm(input, running_mean, running_var, weight, bias, use_input_stats, eps);

    /// <inheritdoc cref="functional.group_norm(Tensor, long, Tensor, Tensor, double)"/>
    public static GraphValue group_norm(GraphValue input, long num_groups, GraphValue? weight = null, GraphValue? bias = null, double eps = 1E-05) =>
        GraphValue.Apply("GroupNormalization", [input, Factor(weight, input), Shift(bias, input)], new() { { "num_groups", num_groups }, { "epsilon", eps } });

    /// <inheritdoc cref="functional.layer_norm(Tensor, long[], Tensor, Tensor, double)"/>
    public static GraphValue layer_norm(GraphValue input, long[] normalized_shape, GraphValue? weight = null, GraphValue? bias = null, double eps = 1E-05) =>
        LayerNorm(input, normalized_shape, weight, bias, eps);

    /// <inheritdoc cref="functional.local_response_norm(Tensor, long, double, double, double)"/>
    public static GraphValue local_response_norm(GraphValue input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1) => NormalizationForms.ByNeighbours(input, size, alpha, beta, k);

    /// <inheritdoc cref="functional.normalize(Tensor, double, long, double)"/>
    public static GraphValue normalize(GraphValue input, double p = 2, long dim = 1, double eps = 1E-12) => input.div(Norm(input, p, dim).clamp_min(eps));
}
