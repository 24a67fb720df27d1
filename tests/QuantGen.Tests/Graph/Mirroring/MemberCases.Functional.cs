using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <content>Functions of torch.nn.functional.</content>
internal static partial class MemberCases
{
    private static TorchSharp.Modules.GELU.Approximate Tanh => TorchSharp.Modules.GELU.Approximate.tanh;

    private static IEnumerable<MemberCase> Functional =>
    [
        .. Each(["mish", "softsign", "tanhshrink", "leaky_relu", "hardtanh"], F(3, 4)),
        .. Each(["relu", "relu6", "silu", "selu", "tanh", "mish", "softsign", "hardswish", "hardsigmoid", "tanhshrink", "sigmoid", "gelu"], F(3, 4), true),
        Case("gelu", F(3, 4), Tanh),
        Case("leaky_relu", F(3, 4), 0.2),
        Case("celu", F(3, 4), 0.5),
        Case("hardtanh", F(3, 4), -0.5, 0.25, true),
        Case("softmin", F(3, 4), 1L),
        Case("softmax2d", F(2, 3, 4, 5)),
        Case("logsigmoid", F(3, 4)),
        .. Each(["hardshrink", "softshrink"], F(3, 4)),
        .. Each(["hardshrink", "softshrink"], F(3, 4), 0.8),
        Case("threshold", F(3, 4), 0.1, -7.0),
        .. Each(["dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"], F(2, 3, 4, 5, 6), 0.5, false),
        Case("normalize", F(2, 3)),
        Case("normalize", F(2, 3, 4), 1.0, 2L),
        Case("one_hot", X(2, 3), 4L),
        Case("grid_sample", F(2, 3, 4, 5), U(2, 6, 7, 2)),
        Case("grid_sample", F(2, 3, 4, 5), F(2, 6, 7, 2), GridSampleMode.Nearest, GridSamplePaddingMode.Border, true),
        Case("grid_sample", F(2, 3, 4, 5), F(2, 6, 7, 2), GridSampleMode.Bilinear, GridSamplePaddingMode.Reflection, false),
        Case("pixel_shuffle", F(1, 8, 2, 3), 2L),
        Case("pixel_unshuffle", F(1, 2, 4, 6), 2L),
        Case("scaled_dot_product_attention", F(2, 3, 4), F(2, 5, 4), F(2, 5, 6)),
        Case("scaled_dot_product_attention", F(2, 3, 4), F(2, 3, 4), F(2, 3, 4), null, 0.0, true),
        Case("scaled_dot_product_attention", F(2, 3, 4), F(2, 5, 4), F(2, 5, 6), F(3, 5)),
        .. Paddings,
        .. Sizes,
    ];

    private static IEnumerable<MemberCase> Paddings =>
    [
        Case("pad", F(1, 2, 5, 6), L(1, 2, 0, 3)),
        Case("pad", F(1, 2, 5, 6), L(-1, 2), PaddingModes.Constant, 1.5),
        Case("pad", F(1, 2, 5, 6), L(1, 2, 2, 1), PaddingModes.Reflect),
        Case("pad", F(1, 2, 5, 6), L(1, 2, 2, 1), PaddingModes.Replicate),
        Case("pad", F(1, 2, 5, 6), L(1, 2, 2, 1), PaddingModes.Circular),
        Case("pad", F(2, 5), (1L, 2L)),
        Case("pad", F(1, 2, 5, 6), (1L, 2L, 3L, 0L), PaddingModes.Reflect),
        Case("pad", F(2, 5), 1L),
    ];

    private static IEnumerable<MemberCase> Sizes =>
    [
        Case("interpolate", F(1, 2, 4, 5), L(7, 3)),
        Case("interpolate", F(1, 2, 4, 5), null, (double[])[2, 2]),
        Case("interpolate", F(1, 2, 4, 5), null, (double[])[1.7, 0.6]),
        Case("interpolate", F(1, 2, 4, 5), null, (double[])[1.7, 0.6], InterpolationMode.Bilinear),
        Case("interpolate", F(1, 2, 4, 5), null, (double[])[1.7, 1.3], InterpolationMode.Bilinear, null, true),
        Case("interpolate", F(1, 2, 4, 5), L(7, 3), null, InterpolationMode.Bilinear, true),
        Case("interpolate", F(1, 2, 4, 5), L(7, 3), null, InterpolationMode.Bicubic),
        Case("interpolate", F(1, 2, 4, 5), L(7, 9), null, InterpolationMode.Bicubic, true),
        Case("interpolate", F(1, 2, 4, 5), L(7, 3), null, InterpolationMode.NearestExact),
        Case("interpolate", F(1, 2, 4, 5), L(3, 2), null, InterpolationMode.Area),
        Case("interpolate", F(1, 2, 5), L(8), null, InterpolationMode.Linear),
        Case("interpolate", F(1, 2, 3, 4, 5), L(4, 5, 3), null, InterpolationMode.Trilinear),
        Case("upsample", F(1, 2, 4, 5), L(8, 10)),
        Case("upsample", F(1, 2, 4, 5), null, (double[])[2], UpsampleMode.Bilinear, true),
    ];

    private static IEnumerable<MemberCase> Layers =>
    [
        Case("linear", F(2, 3), F(4, 3), F(4)),
        Case("linear", F(2, 5, 3), F(4, 3)),
        Case("conv1d", F(1, 2, 7), F(3, 2, 3), F(3), 2L, 1L),
        Case("conv1d_padding", F(1, 2, 7), F(3, 2, 4), null, null, Padding.Same),
        Case("conv1d_padding", F(1, 2, 7), F(3, 2, 4)),
        Case("conv2d", F(1, 4, 7, 6), F(6, 2, 3, 3), F(6), L(2, 1), L(1, 0), L(1, 2), 2L),
        Case("conv2d", F(4, 7, 6), F(6, 4, 3, 3)),
        Case("conv2d_padding", F(1, 4, 7, 6), F(6, 4, 2, 3), F(6), null, Padding.Same),
        Case("conv3d", F(1, 2, 4, 5, 6), F(3, 2, 2, 3, 2), F(3)),
        Case("conv3d_padding", F(1, 2, 4, 5, 6), F(3, 2, 2, 3, 2), null, null, Padding.Same),
        Case("conv_transpose1d", F(1, 2, 5), F(2, 3, 3), F(3), 2L, 1L, 1L),
        Case("conv_transpose2d", F(1, 4, 5, 4), F(4, 3, 3, 3), F(6), L(2, 3), L(1, 0), L(1, 2), null, 2L),
        Case("conv_transpose3d", F(1, 2, 3, 4, 5), F(2, 3, 2, 2, 2)),
        Case("max_pool1d", F(1, 2, 9), 3L, 2L, 1L),
        Case("max_pool2d", F(1, 2, 9, 8), 2L),
        Case("max_pool2d", F(1, 2, 9, 8), 3L, 2L, 1L, 1L, true),
        Case("max_pool2d", F(1, 2, 9, 8), (3L, 2L), (2L, 1L)),
        Case("max_pool2d", F(1, 2, 9, 8), L(3, 3), L(2, 2), L(1, 1), L(2, 2)),
        Case("max_pool3d", F(1, 2, 4, 5, 6), L(2, 2, 2)),
        Case("avg_pool1d", F(1, 2, 9), 3L, 2L, 1L),
        Case("avg_pool2d", F(1, 2, 9, 8), 3L, 2L, 1L),
        Case("avg_pool2d", F(1, 2, 9, 8), 3L, 2L, 1L, true, true),
        Case("avg_pool2d", F(1, 2, 9, 8), (3L, 2L)),
        Case("avg_pool2d", F(1, 2, 9, 8), L(3, 3), L(2, 2), L(1, 1), false, false),
        Case("avg_pool2d", F(1, 2, 9, 8), L(3, 3), L(2, 2), L(1, 1), true, false, 5L),
        Case("avg_pool3d", F(1, 2, 4, 5, 6), L(2, 2, 2)),
        Case("adaptive_avg_pool1d", F(1, 2, 9), 3L),
        Case("adaptive_avg_pool2d", F(1, 2, 9, 8), 1L),
        Case("adaptive_avg_pool2d", F(1, 2, 9, 8), (3L, 4L)),
        Case("adaptive_avg_pool2d", F(1, 2, 9, 8), L(4, 5)),
        Case("adaptive_avg_pool3d", F(1, 2, 4, 5, 6), 2L),
        Case("adaptive_avg_pool3d", F(1, 2, 4, 6, 6), (2L, 3L, 2L)),
        Case("adaptive_avg_pool3d", F(1, 2, 4, 6, 6), L(2, 3, 2)),
        Case("adaptive_max_pool1d", F(1, 2, 9), 4L),
        Case("adaptive_max_pool2d", F(1, 2, 9, 8), L(3, 5)),
        Case("adaptive_max_pool3d", F(1, 2, 4, 6, 6), L(2, 3, 2)),
        Case("lp_pool1d", P(1, 2, 9), 2.0, 3L),
        Case("lp_pool2d", P(1, 2, 9, 8), 2.0, 3L),
        Case("lp_pool2d", P(1, 2, 9, 8), 2.0, L(3, 2), L(2, 2)),
        Case("batch_norm", F(2, 3, 4, 5), F(3), P(3), F(3), F(3)),
        Case("batch_norm", F(2, 3), F(3), P(3)),
        Case("instance_norm", F(2, 3, 4, 5), null, null, F(3), F(3)),
        Case("instance_norm", F(2, 3, 4, 5), F(3), P(3), null, null, false),
        Case("group_norm", F(2, 4, 5), 2L, F(4), F(4)),
        Case("group_norm", F(2, 4, 5), 2L),
        Case("layer_norm", F(2, 3, 4), L(3, 4), F(3, 4), F(3, 4)),
        Case("layer_norm", F(2, 3, 4), L(4)),
        Case("local_response_norm", F(2, 6, 4, 3), 3L),
        Case("local_response_norm", F(2, 6, 4, 3), 4L, 0.01),
    ];
}
