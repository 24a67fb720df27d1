using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Layers;

public sealed class UtilityTests
{
    [Fact]
    public void GradientsAreScaledToTheNorm()
    {
        using var layer = WithGradients(3, 4);

        Near.Equal(5, utils.clip_grad_norm_(layer.parameters(), 1), 1e-6);
        Near.Equal([0.6, 0.8], layer.weight.grad!);
        Near.Equal(1, utils.clip_grad_norm_(layer.parameters(), 10), 1e-5);
        Near.Equal([0.6, 0.8], layer.weight.grad!);
    }

    [Fact]
    public void GradientsAreClamped()
    {
        using var layer = WithGradients(-3, 0.5f);
        utils.clip_grad_value_(layer.parameters(), 1);

        Near.Equal([-1, 0.5], layer.weight.grad!);
    }

    [Fact]
    public void ParametersGoIntoAVectorAndBack()
    {
        using var source = Linear(2, 3);
        using var target = Linear(2, 3);

        utils.vector_to_parameters(utils.parameters_to_vector(source.parameters()), target.parameters());

        Near.Same(source.weight, target.weight);
        Near.Same(source.bias!, target.bias!);
    }

    private static TorchSharp.Modules.Linear WithGradients(float first, float second)
    {
        var layer = Linear(2, 1, hasBias: false);
        layer.weight.grad = tensor(new[] { first, second }).reshape(1, 2);
        return layer;
    }
}
