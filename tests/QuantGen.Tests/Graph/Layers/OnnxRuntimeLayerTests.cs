using QuantGen.Graph;
using QuantGen.Modules;
using QuantGen.Onnx;
using QuantGen.PowerOfTwo;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Modules;
using QuantGen.Tests.Modules.Recurrent;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

/// <summary>Every layer, exported, in a runtime that nobody here wrote: what a node is taken to mean is what it means there.</summary>
public sealed class OnnxRuntimeLayerTests
{
    private const double Float = 1e-4;

    // Rounding is the same; sums are added up in another order.
    private const double Quantized = 1e-5;

    // ONNX Runtime's sigmoid and tanh are approximations, good to some 1e-5.
    private const double Curves = 1e-4;

    public static TheoryData<string, int> Layers
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in ((IEnumerable<object[]>)FloatLayerCases.Names).Concat(LayerCases.Names).Select(static row => (string)row[0]))
            {
                foreach (var opset in new[] { 13, 17, 21 })
                    data.Add(name, opset);
            }

            return data;
        }
    }

    public static TheoryData<string> Weighted => LayerCases.Names;

    [OnnxRuntimeTheory]
    [MemberData(nameof(Layers))]
    public void AFloatLayer(string name, int opset)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = ((IEnumerable<object[]>)LayerCases.Names).Any(row => name.Equals(row[0])) ? LayerCases.Make(name) : Other(name);

        AssertSame(layer, new OnnxOptions { Target = OnnxTarget.Float, Opset = opset }, Float, input);
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(Weighted))]
    public void AQuantizedLayer(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (layer, input) = LayerCases.Make(name);
        using var quantized = LayerCases.Quantize(layer, new(), new() { NarrowRange = true, Axes = [LayerCases.OutputAxis(layer)] });
        quantized.RoundsBias = true;
        Ranges.Set(quantized, input);

        AssertSame(quantized, Integer, Quantized, input);
    }

    [OnnxRuntimeTheory]
    [InlineData(false, 2, true, true)]
    [InlineData(true, 2, true, true)]
    [InlineData(false, 1, false, false)]
    [InlineData(true, 1, false, false)]
    public void ARecurrentLayer(bool isLstm, int layers, bool bidirectional, bool batchFirst)
    {
        using var scope = NewDisposeScope();
        using var recurrent = new RecurrentCase(isLstm, layers, bidirectional, batchFirst);
        var (input, start) = (RecurrentCase.Input(batchFirst: batchFirst), recurrent.Start());
        foreach (var quantizer in recurrent.Quantizers.InputQuantizers)
            quantizer.Amax = tensor(1.3f);
        foreach (var weight in recurrent.Quantizers.QuantizedWeights)
            Ranges.Set(weight.Quantizer, weight.Read());

        AssertSame(recurrent.Float, new OnnxOptions { Target = OnnxTarget.Float }, Float, input);
        AssertSame(recurrent.Float, new OnnxOptions { Target = OnnxTarget.Float }, Float, [input, .. start]);
        AssertSame(recurrent.Quantized, Integer, Curves, input);
    }

    [OnnxRuntimeTheory]
    [InlineData(1, false, false, true)]
    [InlineData(2, true, false, true)]
    [InlineData(4, false, true, false)]
    public void Attention(long heads, bool addsBias, bool addsZero, bool hasBias)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(heads);
        var layer = FloatLayerCases.Drawn(MultiheadAttention(12, heads, bias: hasBias, add_bias_kv: addsBias, add_zero_attn: addsZero, kdim: 7, vdim: 5));

        AssertSame(layer, new OnnxOptions { Target = OnnxTarget.Float }, Float, randn(5, 2, 12), randn(4, 2, 7), randn(4, 2, 5));
    }

    [OnnxRuntimeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void PowersOfTwoAreExactOnHalvesToo(bool perChannel)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var model = Sequential(
            Conv2d(3, 16, 3), FloatLayerCases.Drawn(BatchNorm2d(16)), ReLU(), Conv2d(16, 16, 3, groups: 16), ReLU6(), AvgPool2d(2),
            ConvTranspose2d(16, 8, 2, stride: 2), Flatten(), Linear(8 * 12 * 12, 10));
        var options = new QuantizationOptions { PowerOfTwo = new PowerOfTwoOptions { Weights = perChannel ? Granularity.PerChannel : null } };
        var layers = new LayerConverter(Granularity.PerTensor, options) { Target = QuantizationTarget.PowerOfTwo };
        using var first = new Pact2();
        using var container = layers.Convert(model);
        using var twin = new QuantSequential([("input", first), ("model", container)]);
        container.InputRange = first;
        for (var i = 0; i < 5; i++)
            twin.call(randn(8, 3, 16, 16));

        twin.eval();

        AssertSame(twin, Integer, 0, randn(64, 3, 16, 16));
    }

    private static OnnxOptions Integer => new() { Target = OnnxTarget.OnnxRuntime, AllowFloatLayers = true };

    private static (Module<Tensor, Tensor> Layer, Tensor Input) Other(string name)
    {
        var (layer, input, _) = FloatLayerCases.Make(name);
        return (layer, input);
    }

    private static void AssertSame(Module layer, OnnxOptions options, double tolerance, params Tensor[] inputs)
    {
        using var noGradient = no_grad();
        using var graph = TracedLayers.Graph(layer, inputs);
        var folder = Directory.CreateTempSubdirectory("quantgen-layer-");
        try
        {
            var path = Path.Combine(folder.FullName, "layer.onnx");
            OnnxExport.Save(graph, path, options);
            using var library = OnnxRuntimeLibrary.Load(OnnxRuntimes.Path);
            using var session = new OnnxSession(library, path, new OnnxSessionOptions { Optimization = OnnxOptimization.None });
            TracedLayers.AssertSame(new GraphInterpreter(graph).Run(inputs), session.Run(inputs), tolerance);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
