namespace QuantGen.Analyzers.Layers;

/// <summary>Activations by the name of their layer or function.</summary>
internal static class Activations
{
    private static readonly Dictionary<string, string> _layers = new(StringComparer.Ordinal)
    {
        ["celu"] = "CELU",
        ["elu"] = "ELU",
        ["gelu"] = "GELU",
        ["hardsigmoid"] = "Hardsigmoid",
        ["hardswish"] = "Hardswish",
        ["hardtanh"] = "Hardtanh",
        ["leaky_relu"] = "LeakyReLU",
        ["mish"] = "Mish",
        ["prelu"] = "PReLU",
        ["relu"] = "ReLU",
        ["relu6"] = "ReLU6",
        ["selu"] = "SELU",
        ["sigmoid"] = "Sigmoid",
        ["silu"] = "SiLU",
        ["softplus"] = "Softplus",
        ["tanh"] = "Tanh",
    };

    private static readonly HashSet<string> _unclipped = new(
        [
            "CELU", "ELU", "GELU", "Hardshrink", "Hardswish", "LeakyReLU", "LogSigmoid", "Mish", "PReLU", "RReLU", "SELU", "SiLU",
            "Softplus", "Softshrink", "Softsign", "Tanhshrink", "Threshold",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> _bounded = new(["Hardsigmoid", "Sigmoid", "Softmax", "Tanh"], StringComparer.Ordinal);

    private static readonly HashSet<string> _neverNegative = new(
        ["Hardsigmoid", "ReLU", "ReLU6", "Sigmoid", "Softmax", "Softmax2d", "Softmin", "softmin"], StringComparer.Ordinal);

    /// <summary>Whether a function, or a tensor's method, is an activation.</summary>
    public static bool IsFunction(string name) => _layers.ContainsKey(name.TrimEnd('_'));

    /// <summary>The layer's class of a layer's or function's name.</summary>
    public static string LayerOf(string name) =>
        _layers.TryGetValue(name.TrimEnd('_'), out var layer) ? layer : name.TrimEnd('_') == "softmax" ? "Softmax" : name;

    /// <summary>Whether the activation is neither a ReLU nor has a range that is known without data.</summary>
    public static bool IsUnclipped(string name) => _unclipped.Contains(LayerOf(name));

    /// <summary>Whether the values lie in (0, 1) or (-1, 1), whatever goes in.</summary>
    public static bool IsBounded(string name) => _bounded.Contains(LayerOf(name));

    /// <summary>Whether no value is below zero, whatever goes in.</summary>
    public static bool IsNeverNegative(string name) => _neverNegative.Contains(LayerOf(name));
}
