using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>Which float layers return no negative number.</summary>
internal static class NonNegative
{
    /// <summary>Whether what a layer returns cannot be negative.</summary>
    /// <param name="layer">A layer of the float model.</param>
    /// <param name="input">Whether what it takes cannot be negative.</param>
    public static bool Of(nn.Module layer, bool input) => layer switch
    {
        ReLU or ReLU6 or Sigmoid or Hardsigmoid or Softmax or Softplus => true,
        Hardtanh old => old.min_val >= 0,
        MaxPool1d or MaxPool2d or MaxPool3d or AdaptiveMaxPool2d
            or AvgPool1d or AvgPool2d or AvgPool3d
            or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d
            or Dropout or Dropout2d or Flatten or Unflatten or Identity or PixelShuffle or ZeroPad2d => input,
        Sequential sequence when sequence.GetType() == typeof(Sequential) =>
            sequence.named_children().Aggregate(input, static (before, child) => Of(child.module, before)),
        _ => false,
    };
}
