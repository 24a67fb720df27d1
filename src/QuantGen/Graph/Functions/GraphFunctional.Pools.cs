using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph;

/// <content>Pools.</content>
public static partial class GraphFunctional
{
    private static long[] Pair((long, long) numbers) => [numbers.Item1, numbers.Item2];

    private static long[]? Pair((long, long)? numbers) => numbers is { } given ? Pair(given) : null;

    /// <inheritdoc cref="functional.max_pool1d(Tensor, long, long?, long?, long?, bool)"/>
    public static GraphValue max_pool1d(GraphValue input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
        PoolForms.Max(input, 1, [kernel_size], Each(stride), Each(padding), Each(dilation), ceil_mode);

    /// <inheritdoc cref="functional.max_pool2d(Tensor, long, long?, long?, long?, bool)"/>
    public static GraphValue max_pool2d(GraphValue input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
        PoolForms.Max(input, 2, [kernel_size], Each(stride), Each(padding), Each(dilation), ceil_mode);

    /// <inheritdoc cref="functional.max_pool2d(Tensor, ValueTuple{long, long}, Nullable{ValueTuple{long, long}}, Nullable{ValueTuple{long, long}}, Nullable{ValueTuple{long, long}}, bool)"/>
    public static GraphValue max_pool2d(GraphValue input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
        PoolForms.Max(input, 2, Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

    /// <inheritdoc cref="functional.max_pool2d(Tensor, long[], long[], long[], long[], bool)"/>
    public static GraphValue max_pool2d(GraphValue input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
        PoolForms.Max(input, 2, kernel_size, strides, padding, dilation, ceil_mode);

    /// <inheritdoc cref="functional.max_pool3d(Tensor, long[], long[], long[], long[], bool)"/>
    public static GraphValue max_pool3d(GraphValue input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
        PoolForms.Max(input, 3, kernel_size, strides, padding, dilation, ceil_mode);

    /// <inheritdoc cref="functional.avg_pool1d(Tensor, long, long?, long?, bool, bool)"/>
    public static GraphValue avg_pool1d(GraphValue input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
        PoolForms.Average(input, 1, [kernel_size], Each(stride), Each(padding), ceil_mode, count_include_pad, divisor: null);

    /// <inheritdoc cref="functional.avg_pool2d(Tensor, long, long?, long, bool, bool, long?)"/>
    public static GraphValue avg_pool2d(GraphValue input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
        PoolForms.Average(input, 2, [kernel_size], Each(stride), [padding], ceil_mode, count_include_pad, divisor_override);

    /// <inheritdoc cref="functional.avg_pool2d(Tensor, ValueTuple{long, long}, Nullable{ValueTuple{long, long}}, Nullable{ValueTuple{long, long}}, bool, bool, long?)"/>
    public static GraphValue avg_pool2d(GraphValue input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
        PoolForms.Average(input, 2, Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

    /// <inheritdoc cref="functional.avg_pool2d(Tensor, long[], long[], long[], bool, bool, long?)"/>
    public static GraphValue avg_pool2d(GraphValue input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
        PoolForms.Average(input, 2, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

    /// <inheritdoc cref="functional.avg_pool3d(Tensor, long[], long[], long[], bool, bool, long?)"/>
    public static GraphValue avg_pool3d(GraphValue input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
        PoolForms.Average(input, 3, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

    /// <inheritdoc cref="functional.adaptive_avg_pool1d(Tensor, long)"/>
    public static GraphValue adaptive_avg_pool1d(GraphValue input, long output_size) => PoolForms.AdaptiveAverage(input, [output_size]);

    /// <inheritdoc cref="functional.adaptive_avg_pool2d(Tensor, long)"/>
    public static GraphValue adaptive_avg_pool2d(GraphValue input, long output_size) => PoolForms.AdaptiveAverage(input, [output_size, output_size]);

    /// <inheritdoc cref="functional.adaptive_avg_pool2d(Tensor, ValueTuple{long, long})"/>
    public static GraphValue adaptive_avg_pool2d(GraphValue input, (long, long) output_size) => PoolForms.AdaptiveAverage(input, Pair(output_size));

    /// <inheritdoc cref="functional.adaptive_avg_pool2d(Tensor, long[])"/>
    public static GraphValue adaptive_avg_pool2d(GraphValue input, long[] output_size) => PoolForms.AdaptiveAverage(input, Each(output_size, 2, 1));

    /// <inheritdoc cref="functional.adaptive_avg_pool3d(Tensor, long)"/>
    public static GraphValue adaptive_avg_pool3d(GraphValue input, long output_size) => PoolForms.AdaptiveAverage(input, [output_size, output_size, output_size]);

    /// <inheritdoc cref="functional.adaptive_avg_pool3d(Tensor, ValueTuple{long, long, long})"/>
    public static GraphValue adaptive_avg_pool3d(GraphValue input, (long, long, long) output_size) => PoolForms.AdaptiveAverage(input, [output_size.Item1, output_size.Item2, output_size.Item3]);

    /// <inheritdoc cref="functional.adaptive_avg_pool3d(Tensor, long[])"/>
    public static GraphValue adaptive_avg_pool3d(GraphValue input, long[] output_size) => PoolForms.AdaptiveAverage(input, Each(output_size, 3, 1));

    /// <inheritdoc cref="functional.adaptive_max_pool1d(Tensor, long)"/>
    public static GraphValue adaptive_max_pool1d(GraphValue input, long output_size) => PoolForms.AdaptiveMax(input, [output_size]);

    /// <inheritdoc cref="functional.adaptive_max_pool2d(Tensor, long[])"/>
    public static GraphValue adaptive_max_pool2d(GraphValue input, long[] output_size) => PoolForms.AdaptiveMax(input, Each(output_size, 2, 1));

    /// <inheritdoc cref="functional.adaptive_max_pool3d(Tensor, long[])"/>
    public static GraphValue adaptive_max_pool3d(GraphValue input, long[] output_size) => PoolForms.AdaptiveMax(input, Each(output_size, 3, 1));

    /// <inheritdoc cref="functional.lp_pool1d(Tensor, double, long, long?, bool)"/>
    public static GraphValue lp_pool1d(GraphValue input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
        PoolForms.Power(input, 1, norm_type, [kernel_size], Each(stride), ceil_mode);

    /// <inheritdoc cref="functional.lp_pool2d(Tensor, double, long, long?, bool)"/>
    public static GraphValue lp_pool2d(GraphValue input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
        PoolForms.Power(input, 2, norm_type, [kernel_size], Each(stride), ceil_mode);

    /// <inheritdoc cref="functional.lp_pool2d(Tensor, double, long[], long[], bool)"/>
    public static GraphValue lp_pool2d(GraphValue input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false) =>
        PoolForms.Power(input, 2, norm_type, kernel_size, stride, ceil_mode);
}
