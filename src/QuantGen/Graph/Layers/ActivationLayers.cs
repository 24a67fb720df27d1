using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Activations.</summary>
internal static class ActivationLayers
{
    // Above it torch takes the logarithm of 1 + exp(x) to be x, to which it is equal in float32.
    private const double LargestSoftplus = 20;

    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        Of<ReLU>(static layer => layer.inplace, static (_, x) => x.Node("Relu")),
        Of<ReLU6>(static layer => layer.inplace, static (_, x) => Clip(x, 0, 6)),
        Of<Hardtanh>(static layer => layer.inplace, static (layer, x) => Clip(x, layer.min_val, layer.max_val)),
        Of<LeakyReLU>(static layer => layer.inplace, static (layer, x) => Leaky(x, layer.negative_slope)),
        Of<RReLU>(static layer => layer.inplace, static (layer, x) => Leaky(x, (layer.lower + layer.upper) / 2)),
        Of<ELU>(static layer => layer.inplace, static (layer, x) => x.Node("Elu", new GraphAttributeCollection { { "alpha", layer.alpha } })),
        Of<CELU>(static layer => layer.inplace, static (layer, x) => x.Node("Celu", new GraphAttributeCollection { { "alpha", layer.alpha } })),
        Of<SELU>(static layer => layer.inplace, static (_, x) => x.Node("Selu")),
        Of<SiLU>(static layer => layer.inplace, static (_, x) => x.Node("Mul", x.Node("Sigmoid"))),
        Of<GELU>(static layer => layer.inplace, static (layer, x) => x.Node("Gelu", new GraphAttributeCollection { { "approximate", IsTanh(layer) ? "tanh" : "none" } })),
        Of<Mish>(static layer => layer.inplace, static (_, x) => x.Node("Mish")),
        Of<Sigmoid>(static layer => layer.inplace, static (_, x) => x.Node("Sigmoid")),
        Of<Tanh>(static layer => layer.inplace, static (_, x) => x.Node("Tanh")),
        Of<Hardswish>(static layer => layer.inplace, static (_, x) => x.Node("HardSwish")),
        Of<Hardsigmoid>(static layer => layer.inplace, static (_, x) => x.Node("HardSigmoid", new GraphAttributeCollection { { "alpha", 1 / 6.0 }, { "beta", 0.5 } })),
        Of<Softsign>(static layer => layer.inplace, static (_, x) => x.Node("Softsign")),
        Of<Tanhshrink>(static layer => layer.inplace, static (_, x) => x.Node("Sub", x.Node("Tanh"))),
        Of<Threshold>(
            static layer => layer.inplace,
            static (layer, x) => x.Node("Greater", x.Scalar(layer.threshold)).Node("Where", [x, x.Scalar(layer.value)])),
        LayerForm.Of<PReLU>(Parametric),
        LayerForm.Of<LogSigmoid>(static (_, x) => x.Node("Neg").Node("Softplus").Node("Neg")),
        LayerForm.Of<Softplus>(Smooth),
        LayerForm.Of<Hardshrink>(static (layer, x) => Shrink(x, layer.lambda, 0)),
        LayerForm.Of<Softshrink>(static (layer, x) => Shrink(x, layer.lambda, layer.lambda)),
        LayerForm.Of<GLU>(Gated),
        LayerForm.Of<Softmax>(static (layer, x) => Softmax(x, layer.dim)),
        LayerForm.Of<Softmax2d>(static (_, x) => Softmax(x, -3)),
        LayerForm.Of<Softmin>(static (layer, x) => Softmax(x.Node("Neg"), layer.dim)),
        LayerForm.Of<LogSoftmax>(static (layer, x) => x.Node("LogSoftmax", new GraphAttributeCollection { { "axis", x.FromFront(layer.dim) } })),
    ];

    /// <summary>Clips to two bounds.</summary>
    /// <param name="input">The value.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    public static GraphValue Clip(GraphValue input, double low, double high) => input.Node("Clip", new GraphAttributeCollection { { "min", low }, { "max", high } });

    // A layer that works in place changes what every name of its input stands for.
    private static LayerForm Of<T>(Func<T, bool> inPlace, Func<T, GraphValue, GraphValue> trace)
        where T : nn.Module => LayerForm.Of<T>((layer, x) => inPlace(layer) ? x.Become(trace(layer, x)) : trace(layer, x));

    private static GraphValue Leaky(GraphValue input, double slope) => input.Node("LeakyRelu", new GraphAttributeCollection { { "alpha", slope } });

    private static GraphValue Shrink(GraphValue input, double lambda, double bias) =>
        input.Node("Shrink", new GraphAttributeCollection { { "lambd", lambda }, { "bias", bias } });

    private static GraphValue Softmax(GraphValue input, long axis) => input.Node("Softmax", new GraphAttributeCollection { { "axis", input.FromFront(axis) } });

    // Not every version of TorchSharp has the property.
    private static bool IsTanh(GELU layer) => string.Equals(typeof(GELU).GetProperty("approximate")?.GetValue(layer)?.ToString(), "tanh", StringComparison.Ordinal);

    private static GraphValue Parametric(PReLU layer, GraphValue input)
    {
        var isSingle = layer.weight.numel() == 1 || input.Type.Rank < 3;
        var slope = isSingle ? layer.weight : layer.weight.reshape([-1, .. Enumerable.Repeat(1L, input.Type.Rank - 2)]);
        return input.Node("PRelu", input.Constant(slope, "weight"));
    }

    private static GraphValue Smooth(Softplus layer, GraphValue input)
    {
        var scaled = layer.beta == 1 ? input : input.Node("Mul", input.Scalar(layer.beta));
        var smooth = scaled.Node("Softplus");
        var result = layer.beta == 1 ? smooth : smooth.Node("Div", input.Scalar(layer.beta));
        return layer.threshold >= LargestSoftplus ? result : scaled.Node("Greater", input.Scalar(layer.threshold)).Node("Where", [input, result]);
    }

    private static GraphValue Gated(GLU layer, GraphValue input)
    {
        var halves = input.EqualParts(input.FromFront(layer.dim), 2);
        return halves[0].Node("Mul", halves[1].Node("Sigmoid"));
    }
}
