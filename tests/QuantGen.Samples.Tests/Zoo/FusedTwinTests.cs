extern alias fused;

using ModelZoo;
using QuantGen.Calibration;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using FusedModels = fused::ModelZoo.Models;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The twins of the zoo that compute activations and sums in one pass with quantizers, beside those that do not.</summary>
public sealed class FusedTwinTests
{
    // One of each family: their blocks are those of the others.
    public static TheoryData<string> Names =>
    [
        "resnet20", "resnet18", "resnet50", "densenet121", "googlenet", "squeezenet1_1", "shufflenet_v2_x0_5", "mnasnet0_5", "regnet_x_400mf",
        "mobilenet_v1_lite", "mobilenet_v2", "mobilenet_v3_small_lite", "efficientnet_b0_lite",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fused_twin_gives_what_the_other_gives(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var input = ZooModels.Of(name).Input();
        var separate = Calibrated(() => Models.Create(name, classes: 10), input);
        var fused = Calibrated(() => FusedModels.Create(name, classes: 10), input);

        Assert.Equal(separate.Quantizers().Select(static named => named.Name), fused.Quantizers().Select(static named => named.Name));
        AssertSame(separate, fused, input);
        if (!ZooModels.Of(name).ComparesTraining)
            return;

        separate.train();
        fused.train();
        AssertSame(separate, fused, input);
    }

    private static void AssertSame(Module<Tensor, Tensor> separate, Module<Tensor, Tensor> fused, Tensor input)
    {
        var expected = Step(separate, input);
        var actual = Step(fused, input);
        Assert.True(expected.equal(actual).all().item<bool>(), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
        foreach (var ((name, left), (_, right)) in separate.named_parameters().Zip(fused.named_parameters()))
        {
            if (left.grad is { } gradient)
                Assert.True(gradient.equal(right.grad!).all().item<bool>(), $"The gradients of {name} differ by up to {(gradient - right.grad!).abs().max().item<float>()}.");
        }
    }

    /// <summary>Runs forward and backward; dropout is the same in all runs.</summary>
    private static Tensor Step(Module<Tensor, Tensor> twin, Tensor input)
    {
        twin.zero_grad();
        random.manual_seed(7);
        var output = twin.call(input.clone());
        (output * output).sum().backward();
        return output.detach();
    }

    /// <summary>The twin of a model, with ranges that clip some values.</summary>
    private static Module<Tensor, Tensor> Calibrated(Func<Module<Tensor, Tensor>> create, Tensor input)
    {
        random.manual_seed(5);
        var model = create();
        using (no_grad())
        {
            foreach (var parameter in model.parameters().Where(static parameter => parameter.dim() > 1))
                parameter.copy_(randn(parameter.shape) * Math.Sqrt(2.0 * parameter.shape[0] / parameter.numel()));
        }

        model.eval();
        var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(null);
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([input]);
        calibrator.Compute(CalibrationMethod.Percentile(99));
        foreach (var (_, quantizer) in twin.Quantizers().Where(static named => !named.Quantizer.IsCalibrated))
            quantizer.Enabled = false;

        return twin;
    }
}
