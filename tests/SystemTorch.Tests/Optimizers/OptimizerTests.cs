using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Optimizers;

public sealed class OptimizerTests
{
    [Fact]
    public void TrainingFindsTheLine()
    {
        manual_seed(1);
        using var layer = Linear(1, 1);
        using var optimizer = optim.SGD(layer.parameters(), 0.1, momentum: 0.9);
        for (var i = 0; i < 200; i++)
        {
            using var scope = NewDisposeScope();
            var x = rand(16, 1);
            optimizer.zero_grad();
            functional.mse_loss(layer.call(x), (x * 3) - 1).backward();
            optimizer.step();
        }

        Near.Equal(3, layer.weight.item<float>(), 1e-2);
        Near.Equal(-1, layer.bias!.item<float>(), 1e-2);
    }

    [Fact]
    public void ZeroGradZeroesInPlace()
    {
        using var descent = new Descent();
        using var optimizer = optim.SGD([descent.Value], 0.1);
        descent.Value.grad = tensor(3.0);

        optimizer.zero_grad();

        Near.Equal([0], descent.Value.grad!);
    }

    [Fact]
    public void StateOutlivesTheScopeOfAStep()
    {
        using var descent = new Descent();
        using var optimizer = optim.SGD([descent.Value], 0.1, momentum: 0.9);
        for (var i = 0; i < 3; i++)
        {
            using var scope = NewDisposeScope();
            descent.Value.grad = tensor(1.0);
            optimizer.step();
        }

        Near.Equal(2 - (0.1 * (1 + 1.9 + 2.71)), descent.Value.item<double>());
    }

    [Fact]
    public void AClosureComputesTheLossOfTheStep()
    {
        using var layer = Linear(1, 1);
        using var optimizer = optim.SGD(layer.parameters(), 0.1);

        var loss = optimizer.step(() =>
        {
            var result = layer.call(ones(1, 1)).sum();
            result.backward();
            return result;
        });

        Assert.NotNull(loss);
        Near.Equal([1], layer.bias!.grad!);
    }

    [Fact]
    public void SavedStateGoesOnWhereItWas()
    {
        using var first = new Descent();
        using var second = new Descent();
        using var source = optim.Adam([first.Value], 0.1, amsgrad: true);
        using var target = optim.Adam([second.Value], 0.5, amsgrad: true);
        first.Value.grad = tensor(3.0);
        source.step();

        var stream = new MemoryStream();
        source.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        target.load_state_dict(new BinaryReader(stream));

        Assert.True(target.state_dict().State[0].ApproximatelyEquals(source.state_dict().State[0]));
        Assert.Equal(0.1, target.ParamGroups.Single().LearningRate);
    }

    [Fact]
    public void StateOfAnotherOptimizerIsRefused()
    {
        using var descent = new Descent();
        using var source = optim.Adam([descent.Value]);
        using var target = optim.SGD([descent.Value], 0.1);
        var stream = new MemoryStream();
        source.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        Assert.Throws<InvalidDataException>(() => target.load_state_dict(new BinaryReader(stream)));
    }
}
