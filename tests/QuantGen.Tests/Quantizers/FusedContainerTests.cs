using QuantGen.Calibration;
using QuantGen.Modules;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Quantizers;

/// <summary>Containers whose activations are computed together with the quantizers behind them, beside containers without that.</summary>
public sealed class FusedContainerTests
{
    private static readonly Dictionary<string, Func<Sequential>> Models = new(StringComparer.Ordinal)
    {
        ["flat"] = () => Sequential(
            ("c1", Conv2d(3, 8, 3)), ("b1", BatchNorm2d(8)), ("r1", ReLU()), ("c2", Conv2d(8, 8, 3)), ("r2", ReLU6()), ("c3", Conv2d(8, 4, 1)),
            ("f", Flatten()), ("l1", Linear(64, 16)), ("r3", ReLU(inplace: true)), ("l2", Linear(16, 5))),
        ["nested"] = () => Sequential(
            ("a", Block(3, 8)), ("b", Sequential(("inner", Block(8, 8)))), ("c", Conv2d(8, 4, 3)), ("p", AvgPool2d(2)), ("f", Flatten()),
            ("l", Linear(4, 5))),
        ["shared layer"] = () =>
        {
            var conv = Conv2d(3, 3, 3);
            return Sequential(("c1", conv), ("r1", ReLU()), ("c2", conv), ("r2", ReLU6()), ("c3", Conv2d(3, 4, 3)), ("f", Flatten()), ("l", Linear(16, 5)));
        },
        ["nothing to fuse"] = () => Sequential(
            ("r0", ReLU()), ("c1", Conv2d(3, 4, 3)), ("g", GELU()), ("c2", Conv2d(4, 4, 3)), ("p", MaxPool2d(2)), ("r", ReLU()), ("f", Flatten()),
            ("r2", ReLU()), ("l", Linear(16, 5)), ("last", ReLU())),
    };

    public static TheoryData<string> Names => new(Models.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void LossesAndWeightsOverStepsOfTrainingAreThoseOfTheUnfusedContainer(string name)
    {
        using var scope = NewDisposeScope();
        var (plain, fused) = Twins(name);
        var (images, labels) = (randn(6, 3, 8, 8), randint(5, [6], ScalarType.Int64));
        for (var step = 0; step < 6; step++)
            Bits.Equal(Step(plain, images, labels), Step(fused, images, labels), $"loss of step {step}");

        foreach (var (expected, actual) in plain.parameters().Zip(fused.parameters()))
            Bits.Equal(expected, actual, "weight");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EvaluationGivesWhatTheUnfusedContainerGives(string name)
    {
        using var scope = NewDisposeScope();
        var (plain, fused) = Twins(name);
        plain.eval();
        fused.eval();
        using var noGradient = no_grad();
        var images = randn(6, 3, 8, 8);
        var kept = images.clone();
        Bits.Equal(plain.call(images)!, fused.call(images)!);
        Bits.Equal(kept, images, "input");
    }

    [Fact]
    public void AnActivationBehindALayerTakesThePlaceOfItsResult()
    {
        using var scope = NewDisposeScope();
        var (plain, fused) = Twins("nested");
        var block = (QuantSequential)((QuantSequential)fused[1])[0];
        Assert.True(Below(fused, (QuantInputLayer)block[0]) == 0);
        Assert.True(Below(plain, (QuantInputLayer)((QuantSequential)((QuantSequential)plain[1])[0])[0]) > 0);

        static long Below(QuantSequential model, QuantInputLayer layer)
        {
            Tensor? seen = null;
            layer.OutputObserver = output => seen = output.detach().DetachFromDisposeScope();
            model.call(randn(6, 3, 8, 8));
            layer.OutputObserver = null;
            using var result = seen!;
            return result.lt(0).sum().item<long>();
        }
    }

    [Fact]
    public void HooksOfEveryPartRunAsInTheUnfusedContainer()
    {
        using var scope = NewDisposeScope();
        var (plain, fused) = Twins("nested");
        var images = randn(6, 3, 8, 8);
        foreach (var pick in new Func<QuantSequential, Module<Tensor, Tensor>>[]
        {
            model => model[0], model => ((QuantSequential)model[0])[0], model => ((QuantSequential)model[0])[2], model => model[2],
            model => ((QuantSequential)model[1])[0],
        })
        {
            var inputs = new List<Tensor>();
            var removers = new[] { plain, fused }.Select(model => pick(model).register_forward_hook((_, input, output) =>
            {
                inputs.Add(input.clone().DetachFromDisposeScope());
                return output * 0.75f;
            })).ToList();
            Bits.Equal(plain.call(images)!, fused.call(images)!);
            Assert.Equal(2, inputs.Count);
            Bits.Equal(inputs[0], inputs[1], "input of the hook");
            inputs.ForEach(static input => input.Dispose());
            removers.ForEach(static remover => remover.remove());
        }
    }

    [Fact]
    public void CollectorsSeeWhatTheyWouldSeeUnfused()
    {
        using var scope = NewDisposeScope();
        var (plain, fused) = Twins("flat");
        foreach (var model in new[] { plain, fused })
        {
            using var calibrator = new Calibrator(model);
            random.manual_seed(9);
            calibrator.Collect([randn(6, 3, 8, 8)]);
            calibrator.Compute(CalibrationMethod.Max);
        }

        foreach (var ((name, expected), (_, actual)) in plain.Quantizers().Zip(fused.Quantizers()))
            Bits.Equal(expected.Amax!, actual.Amax!, name);
    }

    private static Sequential Block(long from, long to) => Sequential(("0", Conv2d(from, to, 3)), ("1", BatchNorm2d(to)), ("2", ReLU6()));

    private static (QuantSequential Plain, QuantSequential Fused) Twins(string name)
    {
        random.manual_seed(11);
        var model = Models[name]();
        var twins = (Plain: new LayerConverter(Granularity.PerChannel).Convert(model), Fused: new LayerConverter(Granularity.PerChannel) { Fuse = true }.Convert(model));
        foreach (var twin in new[] { twins.Plain, twins.Fused })
        {
            foreach (var (_, quantizer) in twin.Quantizers().Where(static named => named.Quantizer.Descriptor.Axes is null))
                quantizer.Amax = tensor(0.9f);
            foreach (var layer in twin.modules().OfType<QuantWeightedLayer>())
            {
                long[] others = [.. Enumerable.Range(1, (int)layer.weight.dim() - 1).Select(static axis => (long)axis)];
                layer.WeightQuantizer.Amax = layer.weight.detach().abs().amax(others, keepdim: true) * 0.9f;
            }
        }

        return twins;
    }

    private static Tensor Step(QuantSequential model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        var loss = functional.cross_entropy(model.call(images)!, labels);
        loss.backward();
        using var noGradient = no_grad();
        foreach (var parameter in model.parameters())
        {
            if (parameter.grad is { } gradient)
                parameter.sub_(gradient * 0.05f);
        }

        return loss.detach().MoveToOuterDisposeScope();
    }
}
