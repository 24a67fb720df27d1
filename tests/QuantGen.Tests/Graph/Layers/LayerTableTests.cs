using QuantGen.Graph;
using QuantGen.LowBit;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Layers;

public sealed class LayerTableTests
{
    // Those of several inputs or results have Trace methods of their own, which the tests of each call.
    private static readonly HashSet<Type> WithMethods =
    [
        typeof(LSTM), typeof(GRU), typeof(RNN), typeof(LSTMCell), typeof(GRUCell), typeof(RNNCell), typeof(MultiheadAttention), typeof(Bilinear),
        typeof(QuantLSTM), typeof(QuantGRU), typeof(QuantLSTMCell), typeof(QuantGRUCell),
    ];

    private const string NoOperators = "sums of planes of small integers have no operators in ONNX";

    private static readonly Dictionary<Type, string> WithoutForm = new()
    {
        [typeof(EmbeddingBag)] = "bags of several lengths have none in ONNX",
        [typeof(ModuleList<>)] = "is not called; its elements are",
        [typeof(ModuleDict<>)] = "is not called; its values are",
        [typeof(ParameterList)] = "holds parameters",
        [typeof(ParameterDict)] = "holds parameters",
        [typeof(BCELoss)] = "for training",
        [typeof(BCEWithLogitsLoss)] = "for training",
        [typeof(CrossEntropyLoss)] = "for training",
        [typeof(KLDivLoss)] = "for training",
        [typeof(L1Loss)] = "for training",
        [typeof(MSELoss)] = "for training",
        [typeof(NLLLoss)] = "for training",
        [typeof(SmoothL1Loss)] = "for training",
        [typeof(LowBitConv1d)] = NoOperators,
        [typeof(LowBitConv2d)] = NoOperators,
        [typeof(LowBitConv3d)] = NoOperators,
        [typeof(LowBitConvTranspose1d)] = NoOperators,
        [typeof(LowBitConvTranspose2d)] = NoOperators,
        [typeof(LowBitConvTranspose3d)] = NoOperators,
        [typeof(LowBitLinear)] = NoOperators,
        [typeof(EvaluationOnly<,>)] = "scores a checkpoint; trace the twin in it",
    };

    [Fact]
    public void EveryLayerHasAFormOrAReasonWhyNot()
    {
        var layers = new[] { typeof(Linear).Assembly, typeof(QuantLinear).Assembly }
            .SelectMany(static assembly => assembly.GetExportedTypes())
            .Where(static type => typeof(nn.Module).IsAssignableFrom(type) && !type.IsAbstract && !type.IsNested)
            .ToList();

        Assert.Empty(layers.Where(static type => !HasForm(type) && !WithMethods.Contains(type) && !WithoutForm.ContainsKey(type)).Select(static type => type.Name));
        Assert.Empty(WithoutForm.Keys.Where(HasForm).Concat(WithMethods.Where(HasForm)).Select(static type => type.Name));
        Assert.Empty(WithoutForm.Keys.Concat(WithMethods).Except(layers).Select(static type => type.Name));
    }

    [Fact]
    public void EveryFormOfAFloatLayerIsTested()
    {
        using var scope = NewDisposeScope();
        var tested = FloatLayerCases.Types.ToHashSet();
        var other = new HashSet<Type> { typeof(Embedding), typeof(Convolution), typeof(ConvolutionTranspose), typeof(Linear), typeof(BatchNorm) };

        Assert.Empty(LayerTable.Types.Where(type => type.Assembly == typeof(Linear).Assembly && !tested.Contains(type) && !other.Contains(type)).Select(static type => type.Name));
    }

    private static bool HasForm(Type type)
    {
        for (var known = type; known is not null; known = known.BaseType!)
        {
            if (LayerTable.Types.Contains(known))
                return true;
        }

        return false;
    }
}
