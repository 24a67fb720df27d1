using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using QuantGen.Tests.Modules;
using QuantGen.Tests.PowerOfTwo.Layers;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

public sealed class PowerOfTwoLayerTests
{
    private static readonly Dictionary<string, PowerOfTwoOptions> Options = new(StringComparer.Ordinal)
    {
        ["defaults"] = new PowerOfTwoOptions(),
        ["per channel"] = new PowerOfTwoOptions { Weights = Granularity.PerChannel },
        ["weights of any scale"] = new PowerOfTwoOptions { PowerOfTwoWeights = false },
        ["reduced weights"] = new PowerOfTwoOptions { Bias = BiasMode.ReduceWeightScale },
        ["float bias"] = new PowerOfTwoOptions { Bias = BiasMode.Float },
        ["32-bit bias"] = new PowerOfTwoOptions { Bias = BiasMode.Int32 },
    };

    public static TheoryData<string, string> Settings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var layer in ((IEnumerable<object[]>)LayerCases.Names).Select(static row => (string)row[0]))
            {
                foreach (var options in Options.Keys)
                    data.Add(layer, options);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void ALayerAndItsGraphAreTheSameBitForBit(string name, string options)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var (source, input) = LayerCases.Make(name);
        using var layer = FixedPointLayers.Of(source, Options[options]);

        // A scale that is no power of two is one division away from what the layer multiplies with.
        var tolerance = options == "weights of any scale" ? 0.02 : 0;
        TracedLayers.AssertSame(layer, input, tolerance);

        layer.InputRange = FixedPointLayers.Range(32, signed: true);
        TracedLayers.AssertSame(layer, input, tolerance);
        layer.Enabled = false;
        TracedLayers.AssertSame(layer, input);
        if (source is Convolution convolution ? input.dim() == convolution.kernel_size.Length + 2 : input.dim() == 2)
        {
            layer.Enabled = true;
            var norm = FixedPointLayers.NormFor(source);
            norm.eval();
            layer.FoldBatchNorm(norm);
            TracedLayers.AssertSame(layer, input, tolerance);
            layer.Enabled = false;
            TracedLayers.AssertSame(layer, input);
        }
    }

    [Fact]
    public void TheBiasIsStoredOnTheGridOfTheSumsWhereThatHoldsIt()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        using var layer = FixedPointLayers.Of(Linear(5, 3));
        Assert.Equal(1, Quantized(layer));

        layer.InputRange = FixedPointLayers.Range(64, signed: true);
        Assert.Equal(2, Quantized(layer));

        using var graph = TracedLayers.Graph(layer, randn(2, 5));
        var (weight, bias) = (Of(graph, 0), Of(graph, 1));
        Assert.Equal((8, -128L, 127L, FixedPointRounding.HalfAwayFromZero), (weight.Bits, weight.LowestLevel, weight.HighestLevel, weight.Rounding));
        Assert.Equal((32, weight.Scales[0] / 64), (bias.Bits, bias.Scales[0]));
    }

    [Theory]
    [InlineData(FixedPointRounding.HalfUp)]
    [InlineData(FixedPointRounding.HalfAwayFromZero)]
    [InlineData(FixedPointRounding.HalfToEven)]
    public void ActivationsAreRoundedAsTheQuantizerDoesOnHalvesToo(FixedPointRounding rounding)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var halves = arange(-1200, 1200).to(ScalarType.Float32) / 256;
        foreach (var bits in new[] { 2, 4, 8 })
        {
            var plain = new Pact2Options { Bits = bits, Rounding = rounding };
            foreach (var options in new[] { plain, plain with { Signed = false }, plain with { Signed = false, UpperLimit = 3 }, plain with { FixedRange = (-1, 1.5f) } })
            {
                using var quantizer = new Pact2(options);
                if (options.FixedRange is null)
                    quantizer.SetRange(options.Signed == false ? 0 : -3, 3.2f);

                TracedLayers.AssertSame(quantizer, halves);
                TracedLayers.AssertSame(quantizer, randn(3, 50) * 2);
                quantizer.Enabled = false;
                TracedLayers.AssertSame(quantizer, halves);
            }
        }
    }

    [Fact]
    public void IndicesPassAQuantizerAsTheyAre()
    {
        using var scope = NewDisposeScope();
        using var quantizer = FixedPointLayers.Range(32, signed: true);
        var input = arange(5);

        using var graph = TracedLayers.Graph(quantizer, input);

        Assert.Equal(["Identity"], graph.Nodes.Select(static node => node.Operation));
    }

    [Fact]
    public void MarkersAndQuantizersThatMayBeMissing()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        var input = randn(3, 5);
        using var quantizer = FixedPointLayers.Range(32, signed: true);

        TracedLayers.AssertSame(new QuantizeHere(), input);
        TracedLayers.AssertSame(new NoQuantizeHere(), input);
        TracedLayers.AssertSame([quantizer.call(input)], TracedLayers.Run(new Delegating(quantizer, x => quantizer.TraceIfPresent(x)), input));
        Assert.Null(quantizer.TraceIfPresent(null));
        TracedLayers.AssertSame([input], TracedLayers.Run(new Delegating(quantizer, x => ((Pact2?)null).TraceIfPresent(x)), input));
    }

    [Fact]
    public void ALayerQuantizesItsResultWhereItBringsAQuantizer()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        using var layer = FixedPointLayers.Of(ConvTranspose2d(3, 4, 3, stride: 2, groups: 1));
        layer.QuantizeResult(FixedPointLayers.Range(64, signed: true));
        var input = randn(2, 3, 5, 5);

        TracedLayers.AssertSame(layer, input);
        var transposed = (PowerOfTwoConvTranspose2d)layer;
        TracedLayers.AssertSame([transposed.forward(input, [12, 11])], TracedLayers.Run(new Delegating(layer, x => transposed.Trace(x, [12, 11])), input));
    }

    private static int Quantized(PowerOfTwoLayer layer)
    {
        using var graph = TracedLayers.Graph(layer, randn(2, 5));
        return graph.Nodes.Count(static node => node.Operation == GraphOperators.FakeQuantize);
    }

    private static Quantization Of(QuantGraph graph, int index) =>
        graph.Nodes.Where(static node => node.Operation == GraphOperators.FakeQuantize).ElementAt(index).Attributes.Get<Quantization>("quantization");
}
