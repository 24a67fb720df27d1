extern alias fixedpoint;

using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Models = fixedpoint::ModelZoo.Models;

namespace QuantGen.Samples.Tests.PowerOfTwo;

/// <summary>Calibration of generated twins, by every recipe.</summary>
public sealed class ZooCalibrationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in new[] { "resnet20", "mobilenet_v2", "mobilenet_v2_lite" })
            {
                foreach (var recipe in PowerOfTwoRecipe.All)
                    data.Add(network, recipe.Name);
            }

            return data;
        }
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryRecipeCalibratesAndLeavesTheFloatModel(string name, string recipeName)
    {
        var recipe = PowerOfTwoRecipe.All.Single(recipe => recipe.Name == recipeName);
        using var model = Create(name);
        var before = Bytes(model);
        Tensor[] batches = [Draw(1), Draw(2)];
        using var twin = Calibrated(model, recipe, batches);
        using var again = Calibrated(model, recipe, batches);
        Assert.Equal(Bytes(twin), Bytes(again));
        Assert.Equal(before, Bytes(model));
        Assert.False(model.training);

        // The keys of the float model are all there.
        Assert.Empty(before.Keys.Except(Bytes(twin).Keys, StringComparer.Ordinal));
        twin.eval();
        using var noGradient = no_grad();
        Assert.True(twin.call(batches[0]).isfinite().all().item<bool>());
        var ranges = RangeFile.Of(twin);
        Assert.All(ranges.Entries, static entry => Assert.NotNull(entry.Bounds.ScaleExponent));
        Assert.DoesNotContain(PowerOfTwoFindings.Of(twin), static finding => finding.Level == QuantGen.Reporting.FindingLevel.Fix);
    }

    [Theory]
    [InlineData("resnet20")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v2_lite")]
    public void WithEverythingOffATwinIsTheFloatModelBitForBit(string name)
    {
        using var model = Create(name);
        using var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(PowerOfTwoRecipe.Advanced.Options);
        foreach (var module in twin.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = false;
            else if (module is Pact2 quantizer)
                quantizer.Enabled = false;
        }

        twin.eval();
        using var noGradient = no_grad();
        Assert.True(model.call(Draw(1)).bytes.SequenceEqual(twin.call(Draw(1)).bytes));
    }

    [Fact]
    public void SixteenBitsAreNextToFloat()
    {
        using var model = Create("resnet20");
        var batch = Draw(1);
        using var noGradient = no_grad();
        var expected = model.call(batch);
        var errors = new List<double>();
        foreach (var bits in new[] { 8, 16 })
        {
            using var twin = Calibrated(model, PowerOfTwoRecipe.Simple with { Bits = bits }, [batch]);
            twin.eval();
            Assert.All(RangeFile.Of(twin).Entries, entry => Assert.Equal(bits, entry.Bits));
            errors.Add(((twin.call(batch) - expected).abs().max() / expected.abs().max()).item<float>());
        }

        Assert.True(errors[1] < errors[0] / 20, $"8 bits {errors[0]}, 16 bits {errors[1]}");
    }

    private static Module<Tensor, Tensor> Calibrated(Module<Tensor, Tensor> model, PowerOfTwoRecipe recipe, Tensor[] batches)
    {
        var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(recipe.Options);
        using var calibration = new PowerOfTwoCalibration(twin, recipe.Calibration);
        calibration.Run(batches);
        return twin;
    }

    private static Module<Tensor, Tensor> Create(string name)
    {
        var model = Models.Create(name, 10);
        using var noGradient = no_grad();

        // Statistics of the network's own activations, so that these stay in a range that calibration is made for.
        model.train();
        foreach (var module in model.modules())
        {
            if (module is BatchNorm norm)
                norm.momentum = 1;
        }

        model.call(Draw(3));
        model.eval();
        return model;
    }

    private static Tensor Draw(int seed)
    {
        var random = new Random(seed);
        return tensor([.. Enumerable.Range(0, 4 * 3 * 32 * 32).Select(_ => (2 * random.NextSingle()) - 1)], [4, 3, 32, 32]);
    }

    private static SortedDictionary<string, string> Bytes(Module module) =>
        new(module.state_dict().ToDictionary(static entry => entry.Key, static entry => Convert.ToHexString(entry.Value.detach().contiguous().bytes)), StringComparer.Ordinal);
}
