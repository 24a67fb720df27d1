using QuantGen.Modules;
using QuantGen.Quantizers;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>The figures of the peer's quant_linear_test, quant_conv_test and quant_conv_transposed_test.</summary>
public sealed class WeightedLayerTests
{
    public static TheoryData<string> Layers => LayerCases.Names;

    [Theory]
    [MemberData(nameof(Layers))]
    public void SwitchedOffTheLayerIsTheFloatLayerBitForBit(string name)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = LayerCases.Make(name);
        using var quantized = LayerCases.Quantize(layer, new(), new());
        (quantized.InputQuantizer.Enabled, quantized.WeightQuantizer.Enabled) = (false, false);
        Same(layer.call(input)!, quantized.call(input)!);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void OutputAndGradientsAreThoseOfTheFloatLayerOnQuantizedInputAndWeight(string name)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = LayerCases.Make(name);
        var axis = LayerCases.OutputAxis(layer);
        foreach (var (inputBits, weightBits, perChannel) in new[] { (8, 8, true), (8, 8, false), (4, 3, true), (2, 6, false) })
        {
            // Smaller than the largest magnitude, so that values are clipped and gradients cleared.
            var weight = layer.get_parameter("weight")!;
            var inputAmax = input.abs().max() * 0.6f;
            var weightAmax = (perChannel ? PerChannel(weight.abs(), axis) : weight.abs().max()).detach() * 0.8f;
            using var quantized = LayerCases.Quantize(
                layer,
                new QuantDescriptor { Bits = inputBits },
                new QuantDescriptor { Bits = weightBits, NarrowRange = true, Axes = perChannel ? [axis] : null });
            (quantized.InputQuantizer.Amax, quantized.WeightQuantizer.Amax) = (inputAmax, weightAmax);

            // The float layer computes with what composed operators make of input and weight.
            var (x, expectedX) = (input.clone().requires_grad_(), input.clone().requires_grad_());
            var y = quantized.call(x)!;
            var original = weight.detach().clone();
            var expectedInput = FakeQuantOperators.FakeQuantize(expectedX, inputAmax, IntegerGrid.Of(inputBits, unsigned: false, narrowRange: false));
            var weightGrid = IntegerGrid.Of(weightBits, unsigned: false, narrowRange: true);
            using (no_grad())
                weight.copy_(FakeQuantOperators.FakeQuantize(original, weightAmax, weightGrid));

            var expected = layer.call(expectedInput)!;
            Same(expected, y);

            var gradient = rand(y.shape) + 0.5f;
            y.backward([gradient]);
            layer.zero_grad();
            expected.backward([gradient]);
            Close(expectedX.grad!, x.grad!);
            Close(weight.grad! * original.abs().le(weightAmax).to(ScalarType.Float32), quantized.weight.grad!);
            if (quantized.bias is { } bias)
                Close(layer.get_parameter("bias")!.grad!, bias.grad!);

            using (no_grad())
                weight.copy_(original);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void SixteenBitsAreNextToFloat(string name)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = LayerCases.Make(name);
        var descriptor = new QuantDescriptor { Bits = 16, Dynamic = true };
        using var quantized = LayerCases.Quantize(layer, descriptor, descriptor with { Axes = [LayerCases.OutputAxis(layer)] });
        var distance = Tensors.RelativeDistance(Tensors.Floats(layer.call(input)!), Tensors.Floats(quantized.call(input)!));
        Assert.InRange(distance, 1e-9, 1.5e-4);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void KeysAreTheFloatLayersAndThoseOfTheTwoQuantizers(string name)
    {
        using var scope = NewDisposeScope();
        var (layer, _) = LayerCases.Make(name);
        using var quantized = LayerCases.Quantize(layer, new() { Amax = [1] }, new() { Amax = [1] });
        Assert.Equal([.. layer.state_dict().Keys, "_input_quantizer._amax", "_weight_quantizer._amax"], quantized.state_dict().Keys);
        Assert.Equal(["_input_quantizer", "_weight_quantizer"], quantized.Quantizers().Select(static quantizer => quantizer.Name));
    }

    [Fact]
    public void TheFloatLayerSharesNothingWithItsQuantizedForm()
    {
        using var scope = NewDisposeScope();
        var layer = Conv2d(2, 3, 3);
        layer.bias!.requires_grad = false;
        var before = layer.weight.detach().clone();
        using var quantized = new QuantConv2d(layer);
        Assert.False(quantized.bias!.requires_grad);
        using (no_grad())
            quantized.weight.fill_(7);

        Same(before, layer.weight.detach());
        layer.Dispose();
        Assert.Equal(7, quantized.weight.max().item<float>());
    }

    [Fact]
    public void TheTrainingModeOfTheFloatLayerIsTakenOver()
    {
        using var layer = Linear(2, 2);
        layer.eval();
        using var quantized = new QuantLinear(layer);
        Assert.False(quantized.training);
        Assert.False(quantized.InputQuantizer.training);
    }

    [Fact]
    public void ASecondPlaceGetsARangeOfItsOwn()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(4, 4);
        using var quantized = new QuantLinear(layer, new() { Amax = [1] }, QuantDescriptor.Int8PerTensor with { Amax = [1] });
        using var other = new TensorQuantizer(new QuantDescriptor { Amax = [100] });
        var x = randn(3, 4) * 50;
        Same(
            functional.linear(
                FakeQuantization.Apply(x, tensor(100f), narrowRange: false),
                FakeQuantization.Apply(layer.weight, tensor(1f), narrowRange: false),
                layer.bias),
            quantized.call(x, other));
    }

    [Fact]
    public void TransposedConvolutionsTakeAnOutputSize()
    {
        using var scope = NewDisposeScope();
        using var layer = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);
        using var quantized = new QuantConvTranspose2d(layer);
        (quantized.InputQuantizer.Enabled, quantized.WeightQuantizer.Enabled) = (false, false);
        var x = randn(1, 2, 5, 5);
        Same(layer.forward(x, [10, 9]), quantized.forward(x, [10, 9]));
        Assert.Equal([1, 3, 9, 9], quantized.forward(x, null).shape);
        Assert.Throws<ArgumentException>(() => quantized.forward(x, [11, 9]));
        Assert.Throws<ArgumentException>(() => quantized.forward(x, [9]));
    }

    [Fact]
    public void IntegerLevelsAreRefusedInLayers()
    {
        using var layer = Linear(2, 2);
        Assert.Throws<ArgumentException>(() => new QuantLinear(layer, new QuantDescriptor { FakeQuant = false }));
        Assert.Throws<ArgumentException>(() => new QuantLinear(layer, weight: new QuantDescriptor { FakeQuant = false }));
    }

    [Fact]
    public void ParametersCanBeReplacedAndConverted()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 3);
        using var quantized = new QuantLinear(layer) { weight = Parameter(ones(3, 2)), bias = null };
        Assert.Equal(["weight"], quantized.state_dict().Keys);
        TorchSharp.ModuleExtensionMethods.to(quantized, ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, quantized.weight.dtype);
        Assert.Same(quantized.weight, quantized.get_parameter("weight"));
    }

    private static Tensor PerChannel(Tensor magnitudes, int axis) =>
        magnitudes.amax([.. Enumerable.Range(0, (int)magnitudes.dim()).Where(other => other != axis).Select(static other => (long)other)], keepdim: true);

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tensors.Floats(expected), Tensors.Floats(actual));
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange(Tensors.RelativeDistance(Tensors.Floats(expected), Tensors.Floats(actual)), 0, 1e-5);
    }
}
