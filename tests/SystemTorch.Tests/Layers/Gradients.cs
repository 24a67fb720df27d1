using static TorchSharp.torch;

namespace SystemTorch.Tests.Layers;

/// <summary>Compares gradients with finite differences, in double precision.</summary>
internal static class Gradients
{
    private const double Step = 1e-5;

    /// <summary>Checks the gradient of a weighted sum of a function's results for each of its arguments, element by element.</summary>
    public static void Check(Func<Tensor[], Tensor> function, params Tensor[] arguments)
    {
        foreach (var argument in arguments)
            argument.requires_grad = true;

        using var output = function(arguments);
        using var weights = randn(output.shape, dtype: ScalarType.Float64);
        (output * weights).sum().backward();

        using var unrecorded = no_grad();
        foreach (var argument in arguments)
        {
            var elements = argument.view(-1);
            var gradient = argument.grad!.reshape(-1);
            for (var i = 0; i < elements.numel(); i++)
            {
                using var scope = NewDisposeScope();
                using var value = elements[i].clone();
                elements[i] = value + Step;
                var above = (function(arguments) * weights).sum().item<double>();
                elements[i] = value - Step;
                var below = (function(arguments) * weights).sum().item<double>();
                elements[i] = value;

                Near.Equal((above - below) / (2 * Step), gradient[i].item<double>(), 1e-6);
            }
        }
    }
}
