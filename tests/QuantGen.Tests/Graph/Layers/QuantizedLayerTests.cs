using QuantGen.Graph;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Tests.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

public sealed class QuantizedLayerTests
{
    // Windows that overhang, and windows that are no kernel of ONNX: see FloatLayerCases.
    private static readonly HashSet<string> Composed = ["avg 2", "avg 2 divisor", "adaptive 1", "adaptive 2", "instance 2"];

    public static TheoryData<string, int, bool, bool> Weighted
    {
        get
        {
            var data = new TheoryData<string, int, bool, bool>();
            foreach (var name in ((IEnumerable<object[]>)LayerCases.Names).Select(static row => (string)row[0]))
            {
                data.Add(name, 8, true, false);
                data.Add(name, 8, true, true);
                data.Add(name, 4, false, true);
            }

            return data;
        }
    }

    public static TheoryData<string> Others => InputLayerTests.Layers;

    public static TheoryData<string> Folds => BatchNormFoldTests.Names;

    [Theory]
    [MemberData(nameof(Weighted))]
    public void AWeightedLayerAndItsGraphAreTheSameBitForBit(string name, int bits, bool perChannel, bool roundsBias)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (layer, input) = LayerCases.Make(name);
        var weight = new QuantDescriptor { Bits = bits, NarrowRange = true, Axes = perChannel ? [LayerCases.OutputAxis(layer)] : null };
        using var quantized = LayerCases.Quantize(layer, new QuantDescriptor { Bits = bits }, weight);
        quantized.RoundsBias = roundsBias;
        Ranges.Set(quantized, input);

        TracedLayers.AssertSame(quantized, input);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void ALayerThatQuantizesItsInputAndItsGraphAreTheSameBitForBit(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (layer, input) = InputLayerTests.Make(name);
        using var quantized = InputLayerTests.Quantize(layer, new QuantDescriptor());
        Ranges.Set(quantized, input);

        TracedLayers.AssertSame(quantized, input, Composed.Contains(name) ? 1e-6 : 0);
    }

    [Theory]
    [MemberData(nameof(Folds))]
    public void AMergedNormalizationIsInTheConstants(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (layer, norm, input) = BatchNormFoldTests.Make(name);
        using var quantized = LayerCases.Quantize(layer, new(), new() { NarrowRange = true, Axes = [LayerCases.OutputAxis(layer)] });
        FloatLayerCases.Drawn(norm);
        quantized.FoldBatchNorm(norm);
        foreach (var roundsBias in new[] { false, true })
        {
            quantized.RoundsBias = roundsBias;
            Ranges.Set(quantized, input);
            norm.eval();

            TracedLayers.AssertSame(quantized, input, norm.running_mean is null ? 1e-6 : 0);
        }
    }

    [Fact]
    public void ANormalizationThatIsNotMergedStandsBehindTheLayer()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (layer, norm, input) = (Conv2d(3, 4, 3), FloatLayerCases.Drawn(BatchNorm2d(4)), randn(2, 3, 6, 6));
        using var quantized = new QuantConv2d(layer);
        quantized.Append(norm, merge: false);
        Ranges.Set(quantized, input);
        norm.eval();

        using var graph = TracedLayers.Graph(quantized, input);

        Assert.Equal(["FakeQuantize", "FakeQuantize", "Conv", "BatchNormalization"], graph.Nodes.Select(static node => node.Operation));
        TracedLayers.AssertSame(quantized, input);
    }

    [Fact]
    public void TheBiasForOnnxRuntimeIsQuantizedTo32Bits()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        using var quantized = new QuantConv2d(Conv2d(3, 4, 3)) { RoundsBias = true };
        (quantized.InputQuantizer.Amax, quantized.WeightQuantizer.Amax) = (tensor(2f), tensor(new[] { 1f, 0.5f, 0.25f, 0f }, 4, 1, 1, 1));

        using var graph = TracedLayers.Graph(quantized, randn(1, 3, 6, 6));

        var bias = graph.Nodes.Single(static node => node.Inputs[0] is { Name: "bias" }).Attributes.Get<Quantization>("quantization");
        Assert.Equal(32, bias.Bits);
        Assert.Equal(0, bias.Axis);
        Assert.Null(bias.Amax);
        Assert.Equal([2f / 127 * (1f / 127), 2f / 127 * (0.5f / 127), 2f / 127 * (0.25f / 127), 2f / 127 / 4096], bias.Scales);
    }

    [Fact]
    public void ARangeOfNothingMakesZeros()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { Amax = [0f] });

        TracedLayers.AssertSame(quantizer, randn(3, 50) * 100);
    }

    [Fact]
    public void QuantizersAreWhatTheirSwitchesSay()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var input = randn(4, 50) * 3;
        using var plain = new TensorQuantizer(new QuantDescriptor { Amax = [2f] });
        TracedLayers.AssertSame(plain, input);
        plain.PreQuantScale = tensor(0.3f);
        TracedLayers.AssertSame(plain, input);
        plain.Enabled = false;
        TracedLayers.AssertSame(plain, input);
        Assert.Equal(["Mul"], Operations(plain, input));
        plain.PreQuantScale = null;
        Assert.Equal(["Identity"], Operations(plain, input));

        using var learned = new TensorQuantizer(new QuantDescriptor { Amax = [2f], LearnAmax = true, NarrowRange = false });
        TracedLayers.AssertSame(learned, input);
        learned.QuantEnabled = false;
        Assert.Equal(["Clip"], Operations(learned, input));
        TracedLayers.AssertSame(learned, input);

        using var perChannel = new TensorQuantizer(new QuantDescriptor { Axes = [1], Bits = 5 });
        Ranges.Set(perChannel, input);
        TracedLayers.AssertSame(perChannel, input);
        using var unsigned = new TensorQuantizer(new QuantDescriptor { Unsigned = true, Amax = [2f], ScaleAmax = 0.7f });
        TracedLayers.AssertSame(unsigned, input.abs());
        using var clip = new ClipModule(-0.5f, 1.5f);
        TracedLayers.AssertSame(clip, input);
    }

    [Fact]
    public void FormsOfGeneratedTwinsAreThoseOfTheSeparateCalls()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var input = randn(2, 3, 6, 6);
        using var layer = new QuantConv2d(Conv2d(3, 4, 3));
        using var other = new TensorQuantizer(new QuantDescriptor { Amax = [1.5f] });
        var relu = ReLU6();
        Ranges.Set(layer, input);

        Same(x => layer.Trace(x, other), layer.call(input, other));
        Same(x => layer.Trace(x, relu), layer.call(input.clone(), relu));
        Same(x => layer.Trace(x, relu, other), layer.call(input.clone(), relu, other));
        Same(x => other.TraceSum(x, x * 2f, relu), other.AddTo(input.clone(), input * 2, relu));
        Same(x => other.TraceSum(identity: x, output: x * 2f), other.AddTo(input * 2, input));
        Same(x => other.TraceIfPresent(x), other.call(input));
        Same(x => ((TensorQuantizer?)null).TraceIfPresent(x), input);
        Assert.Null(other.TraceIfPresent(null));
        Same(x => other.TraceEach([x, x * 2f])[1], other.call(input * 2));

        void Same(Func<GraphValue, GraphValue> trace, Tensor expected) =>
            TracedLayers.AssertSame([expected], TracedLayers.Run(new Delegating(layer, trace), input));
    }

    [Fact]
    public void ATransposedConvolutionCanBeAskedForASize()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var input = randn(2, 3, 5, 5);
        using var layer = new QuantConvTranspose2d(ConvTranspose2d(3, 4, 3, stride: 2));
        Ranges.Set(layer, input);

        TracedLayers.AssertSame([layer.forward(input, [12, 11])], TracedLayers.Run(new Delegating(layer, x => layer.Trace(x, [12, 11])), input));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AContainerAppliesItsChildrenMergedAndFusedOnes(bool fuses)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var shared = Linear(12, 12);
        var model = Sequential(Conv2d(3, 4, 3), FloatLayerCases.Drawn(BatchNorm2d(4)), ReLU(), Conv2d(4, 3, 3), ReLU6(), Flatten(), shared, ReLU(), shared, AvgPool1d(2));
        var input = randn(2, 3, 6, 6);
        var layers = new LayerConverter(Granularity.PerChannel) { Fuse = fuses, QuantizePools = true, Target = QuantizationTarget.OnnxRuntime };
        using var twin = layers.Convert(model);
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.BecomeDynamic();

        twin.eval();
        using (no_grad())
            twin.call(input);

        foreach (var (name, quantizer) in twin.Quantizers())
            quantizer.Amax = name.Contains("weight", StringComparison.Ordinal) ? null : tensor(1.25f);
        foreach (var layer in twin.modules().OfType<QuantWeightedLayer>())
            Ranges.Set(layer.WeightQuantizer, layer.QuantizedWeight());

        TracedLayers.AssertSame(twin, input);
    }

    private static string[] Operations(nn.Module layer, Tensor input)
    {
        using var graph = TracedLayers.Graph(layer, input);
        return [.. graph.Nodes.Select(static node => node.Operation)];
    }
}
