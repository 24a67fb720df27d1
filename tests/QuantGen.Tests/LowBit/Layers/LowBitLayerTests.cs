using QuantGen.LowBit;
using QuantGen.Tests.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>Convolutions and linear layers that train at few bits, whatever their algorithms.</summary>
public sealed class LowBitLayerTests : IDisposable
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Layer, long[] Input)> Kinds = new(StringComparer.Ordinal)
    {
        ["conv1d"] = (() => Conv1d(4, 6, 3, padding: 1, stride: 2), [2, 4, 9]),
        ["conv2d"] = (() => Conv2d(4, 6, 3, padding: 1), [2, 4, 5, 5]),
        ["conv3d"] = (() => Conv3d(4, 6, 3, padding: 1, dilation: 2), [2, 4, 5, 5, 5]),
        ["groups"] = (() => Conv2d(4, 6, 3, groups: 2, bias: false), [2, 4, 5, 5]),
        ["same"] = (() => Conv2d(4, 6, 4, padding: Padding.Same), [2, 4, 5, 5]),
        ["valid"] = (() => Conv2d(4, 6, 4, padding: Padding.Valid), [2, 4, 5, 5]),
        ["circular"] = (() => Conv2d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Circular), [2, 4, 5, 5]),
        ["reflect"] = (() => Conv1d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Reflect), [2, 4, 5]),
        ["unbatched"] = (() => Conv2d(4, 6, 3, padding: 1), [4, 5, 5]),
        ["transposed1d"] = (() => ConvTranspose1d(4, 6, 3, stride: 2, output_padding: 1), [2, 4, 5]),
        ["transposed2d"] = (() => ConvTranspose2d(4, 6, 3, padding: 1, groups: 2), [2, 4, 5, 5]),
        ["transposed3d"] = (() => ConvTranspose3d(4, 6, 2, stride: 2), [2, 4, 3, 3, 3]),
        ["linear"] = (() => Linear(4, 6), [3, 4]),
        ["linear with axes in front"] = (() => Linear(4, 6, hasBias: false), [2, 3, 5, 4]),
    };

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Kinds.Keys];

    public static TheoryData<string, LowBitAlgorithm> NamesAndAlgorithms
    {
        get
        {
            var rows = new TheoryData<string, LowBitAlgorithm>();
            foreach (var name in Kinds.Keys)
            {
                foreach (var algorithm in Enum.GetValues<LowBitAlgorithm>())
                    rows.Add(name, algorithm);
            }

            return rows;
        }
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void SwitchedOffItIsTheFloatLayerBitForBit(string kind)
    {
        var (layer, input) = Make(kind);
        var quantized = Of(layer, Options(LowBitAlgorithm.Lsq));
        quantized.Enabled = false;

        Assert.False(quantized.Enabled);
        Assert.True(quantized.call(input).eq(layer.call(input)).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(NamesAndAlgorithms))]
    public void ItTrainsAndEvaluatesByEveryAlgorithm(string kind, LowBitAlgorithm algorithm)
    {
        var (layer, input) = Make(kind);
        var quantized = Of(layer, Options(algorithm));

        using var output = quantized.call(input);
        output.pow(2).mean().backward();
        Assert.Equal(layer.call(input).shape, output.shape);
        Assert.All(quantized.parameters(), static parameter => Assert.True(parameter.grad is { } grad && grad.isfinite().all().item<bool>()));

        quantized.eval();
        using var noGradient = no_grad();
        var evaluated = quantized.call(input);
        Assert.True(evaluated.eq(quantized.call(input)).all().item<bool>());
        if (algorithm != LowBitAlgorithm.None)
            Assert.False(evaluated.allclose(layer.call(input)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItIsTheFloatOperatorOnQuantizedInputAndWeight(string kind)
    {
        var (layer, input) = Make(kind);
        var quantized = Of(layer, Options(LowBitAlgorithm.Lsq));
        using var noGradient = no_grad();
        quantized.call(input).Dispose();
        quantized.eval();

        ((Parameter)layer.GetType().GetProperty("weight")!.GetValue(layer)!).copy_(quantized.QuantizedWeight());
        var expected = layer.call(quantized.InputQuantizer!.call(input));

        Assert.True(quantized.call(input).allclose(expected, rtol: 1e-5, atol: 1e-6));
    }

    // With a hook the results of quantizers are not the layer's alone, so that gradients are not changed in place.
    [Theory]
    [MemberData(nameof(NamesAndAlgorithms))]
    public void GradientsAreThoseOfQuantizersThatOthersReadToo(string kind, LowBitAlgorithm algorithm)
    {
        var (layer, input) = Make(kind);
        var (alone, hooked) = (Of(layer, Options(algorithm)), Of(layer, Options(algorithm)));
        foreach (var quantizer in new[] { hooked.InputQuantizer, hooked.WeightQuantizer })
            quantizer?.register_forward_hook(static (_, _, output) => output);
        Tensor[] inputs = [input.clone().requires_grad_(true), input.clone().requires_grad_(true)];
        alone.call(inputs[0]).pow(2).mean().backward();
        hooked.call(inputs[1]).pow(2).mean().backward();

        Assert.True(inputs[0].grad!.allclose(inputs[1].grad!, rtol: 1e-5, atol: 1e-7));
        foreach (var (first, second) in alone.parameters().Zip(hooked.parameters()))
            Assert.True(first.grad!.allclose(second.grad!, rtol: 1e-5, atol: 1e-7));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IntegersAloneRebuildTheWeight(string kind)
    {
        var (layer, _) = Make(kind);
        foreach (var algorithm in Enum.GetValues<LowBitAlgorithm>().Where(static algorithm => algorithm != LowBitAlgorithm.None))
        {
            var quantized = Of(layer, Options(algorithm));
            quantized.eval();
            using var form = quantized.WeightToIntegers();

            Assert.All(form.Planes, plane => Assert.True(plane.eq(plane.round()).all().item<bool>()));
            Assert.Equal(quantized.weight.shape, form.Planes[0].shape);
            Assert.True(form.ToValues().allclose(quantized.QuantizedWeight(), rtol: 1e-5, atol: 1e-6), $"{algorithm} differs.");
        }
    }

    [Fact]
    public void KeysAreTheFloatLayersAndThoseOfItsQuantizers()
    {
        var quantized = new LowBitConv2d(Conv2d(2, 3, 3), Options(LowBitAlgorithm.Lsq) with { Outputs = Side(LowBitAlgorithm.Lsq) });
        Assert.Equal(
            [
                "weight", "bias", "_input_quantizer.clip_val", "_weight_quantizer.clip_val", "_output_quantizer.clip_val",
                "_input_quantizer._steps", "_weight_quantizer._steps", "_output_quantizer._steps",
            ],
            quantized.state_dict().Keys);

        var halves = new LowBitConv2d(Conv2d(2, 3, 3, bias: false), new LowBitOptions { Weights = Side(LowBitAlgorithm.DoReFa) });
        Assert.Equal(["weight", "_weight_quantizer._steps"], halves.state_dict().Keys);
        Assert.Null(halves.InputQuantizer);
    }

    [Fact]
    public void NothingIsSharedWithTheFloatLayer()
    {
        var layer = Conv2d(2, 3, 3);
        var quantized = new LowBitConv2d(layer, Options(LowBitAlgorithm.Lsq));
        using var noGradient = no_grad();
        quantized.weight.zero_();
        quantized.bias!.zero_();

        Assert.False(layer.weight.eq(0).any().item<bool>());
        Assert.False(layer.bias!.eq(0).any().item<bool>());
    }

    [Fact]
    public void TrainingModeAndDisabledParametersAreTakenOver()
    {
        var layer = Linear(2, 3);
        layer.eval();
        layer.bias!.requires_grad = false;
        var quantized = new LowBitLinear(layer, Options(LowBitAlgorithm.Lsq));

        Assert.False(quantized.training);
        Assert.False(quantized.WeightQuantizer!.training);
        Assert.False(quantized.bias!.requires_grad);
    }

    [Fact]
    public void OutputsAreQuantizedWhereOneAsks()
    {
        var quantized = new LowBitLinear(Linear(4, 3), new LowBitOptions { Outputs = Side(LowBitAlgorithm.Lsq) });
        using var noGradient = no_grad();
        var output = quantized.call(new Draws(1).Normal(64, 4));

        Assert.InRange(output.unique().output.numel(), 2, 4);
    }

    [Fact]
    public void TermsForTheLossOutliveTheCall()
    {
        var side = Side(LowBitAlgorithm.Lsq) with { Loss = LowBitLoss.Squared };
        var quantized = new LowBitLinear(Linear(4, 3), new LowBitOptions { Weights = side, Activations = side, Outputs = side });
        quantized.call(new Draws(1).Normal(2, 4)).Dispose();

        foreach (var quantizer in new[] { quantized.WeightQuantizer, quantized.InputQuantizer, quantized.OutputQuantizer })
            Assert.True(quantizer!.QuantizationLoss!.isfinite().item<bool>());
    }

    [Fact]
    public void ItPrintsWhatItDoes()
    {
        var quantized = new LowBitConv2d(Conv2d(2, 3, 3), new LowBitOptions { Weights = Side(LowBitAlgorithm.Lsq), Activations = new LowBitSide { Algorithm = LowBitAlgorithm.Pact, Levels = 16 } });
        quantized.InputQuantizer!.Enabled = false;
        Assert.Equal("LowBitConv2d(weight: Lsq 4 levels x 3 groups, input: Pact 16 levels off)", quantized.ToString());
    }

    [Fact]
    public void AFaultyChoiceIsSaidBeforeAnythingIsMade()
    {
        Assert.Throws<QuantizationException>(() => new LowBitLinear(Linear(4, 3), new LowBitOptions { Weights = Side(LowBitAlgorithm.Lsq) with { Groups = 5 } }));
        Assert.Throws<QuantizationException>(() => new LowBitLinear(Linear(4, 3), new LowBitOptions { Activations = Side(LowBitAlgorithm.TrainedTernary) }));
        Assert.Throws<ArgumentNullException>(() => new LowBitLinear(Linear(4, 3), null!));
        Assert.Throws<ArgumentNullException>(() => new LowBitConv2d(null!, new LowBitOptions()));
    }

    [Fact]
    public void ATransposedConvolutionTakesAnOutputSize()
    {
        var layer = ConvTranspose2d(4, 6, 3, stride: 2);
        var quantized = new LowBitConvTranspose2d(layer, Options(LowBitAlgorithm.Lsq));
        Assert.Equal([2, 6, 12, 12], quantized.forward(new Draws(1).Normal(2, 4, 5, 5), [12, 12]).shape);
    }

    private static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string kind)
    {
        var (make, shape) = Kinds[kind];
        var layer = make();
        var draws = new Draws(3);
        draws.Fill(layer);
        return (layer, draws.Normal(shape));
    }

    private static LowBitLayer Of(Module<Tensor, Tensor> layer, LowBitOptions options) => layer switch
    {
        Conv1d convolution => new LowBitConv1d(convolution, options),
        Conv2d convolution => new LowBitConv2d(convolution, options),
        Conv3d convolution => new LowBitConv3d(convolution, options),
        ConvTranspose1d convolution => new LowBitConvTranspose1d(convolution, options),
        ConvTranspose2d convolution => new LowBitConvTranspose2d(convolution, options),
        ConvTranspose3d convolution => new LowBitConvTranspose3d(convolution, options),
        _ => new LowBitLinear((Linear)layer, options),
    };

    private static LowBitOptions Options(LowBitAlgorithm algorithm) => new()
    {
        Weights = Side(algorithm),
        Activations = Side(algorithm == LowBitAlgorithm.TrainedTernary ? LowBitAlgorithm.Lsq : algorithm, ofWeight: false),
    };

    private static LowBitSide Side(LowBitAlgorithm algorithm, bool ofWeight = true) => new()
    {
        Algorithm = algorithm,
        Levels = algorithm switch
        {
            LowBitAlgorithm.Xnor or LowBitAlgorithm.XnorPlusPlus => 2,
            LowBitAlgorithm.TrainedTernary => 3,
            LowBitAlgorithm.Fatnn => ofWeight ? 3 : 4,
            _ => 4,
        },
    };
}
