using System.Reflection;
using QuantGen.Calibration;
using QuantGen.Generators.Tests.Support;
using QuantGen.Graph;
using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Graphs that symbolic forwards, compiled in memory, made: they compute what the models compute.</summary>
public sealed class RunningTraceTests
{
    private const double Tolerance = 1e-4;

    private static readonly long[] _picture = [2, 8, 6, 6];
    private static readonly long[] _features = [3, 8];

    private static readonly Dictionary<string, (object?[] Arguments, long[] Shape)> _models = new(StringComparer.Ordinal)
    {
        ["Samples.BasicBlock"] = ([8L, 8L, 1L, null], _picture),
        ["Samples.Bottleneck"] = ([8L, 2L, 1L, null], _picture),
        ["Samples.InvertedResidual"] = ([8L, 8L, 1L, 2L], _picture),
        ["Samples.Residual.InPlaceAdd"] = ([8, 8, 1, null, null], _picture),
        ["Samples.FieldInitializers"] = (["digits", null], [2, 1, 28, 28]),
        ["Samples.ExpressionBody"] = ([8L], _picture),
        ["Samples.TwoAdds"] = ([8L], _features),
        ["Samples.ReusedConvolution"] = ([8L], _picture),
        ["Samples.UnfoldableBatchNorm"] = ([8L, true], _picture),
        ["Samples.KeepsFloat"] = ([8L], [2, 3, 6, 6]),
        ["Samples.LineByLine"] = ([8L], _picture),
        ["Samples.DisposeScopes"] = ([8L], _picture),
        ["Samples.ListOfBlocks"] = ([8L, 2, 3], _features),
        ["Samples.LeftOperands"] = ([8L], _features),
        ["TorchSharp.Examples.NestedBlock"] = (["net", 4, true], [2, 3, 6, 6]),
        ["GlobalTabs"] = ([], [2, 3, 6, 6]),
        ["Samples.HelperMethods"] = ([8L, true, true], _picture),
        ["Samples.LocalFunctions"] = ([], [2, 4, 8, 8]),
        ["Samples.ContainerElements"] = ([8L], _picture),
        ["Samples.NestedContainers"] = ([8L], _picture),
        ["Samples.DerivedBlock"] = ([8L], _picture),
        ["Samples.GenericUser"] = ([8L], _features),
    };

    private static readonly Lazy<Assembly> _tensorRt = new(static () => Compile(""));
    private static readonly Lazy<Assembly> _onnxRuntime = new(static () => Compile("[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]"));
    private static readonly Lazy<Assembly> _powerOfTwo = new(static () => Compile("[assembly: QuantGen.Quantize(QuantGen.Granularity.PerTensor, Target = QuantGen.QuantizationTarget.PowerOfTwo)]"));
    private static readonly Lazy<Assembly> _fused = new(static () => Compile("[assembly: QuantGen.Quantize(Fuse = true)]"));

    public static TheoryData<string> Models => [.. _models.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void GraphGivesWhatTheModelGives(string model) => AssertSame(Create(_tensorRt.Value, model), model);

    [Theory]
    [MemberData(nameof(Models))]
    public void GraphOfTheTwinGivesWhatTheTwinGives(string model) => AssertSame(Calibrated(_tensorRt.Value, model), model);

    [Theory]
    [MemberData(nameof(Models))]
    public void GraphOfTheTwinForOnnxRuntimeGivesWhatItGives(string model) => AssertSame(Calibrated(_onnxRuntime.Value, model), model);

    [Theory]
    [MemberData(nameof(Models))]
    public void GraphOfTheFusedTwinGivesWhatItGives(string model) => AssertSame(Calibrated(_fused.Value, model), model);

    [Theory]
    [MemberData(nameof(Models))]
    public void GraphOfTheTwinForFixedPointGivesWhatItGives(string model)
    {
        using var noGradient = no_grad();
        var twin = Create(_powerOfTwo.Value, model).Twin();
        foreach (var clip in twin.modules().OfType<Pact2>())
            clip.train();
        twin.call(TwinRun.Draw(_models[model].Shape));
        twin.eval();
        AssertSame(twin, model);
    }

    private static nn.Module<Tensor, Tensor> Create(Assembly assembly, string model)
    {
        var created = assembly.Create(model, _models[model].Arguments);
        created.eval();
        return created;
    }

    private static nn.Module<Tensor, Tensor> Calibrated(Assembly assembly, string model)
    {
        var twin = Create(assembly, model).Twin();
        using var noGradient = no_grad();
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([TwinRun.Draw(_models[model].Shape)]);
        calibrator.Compute(CalibrationMethod.Max);
        return twin;
    }

    private static void AssertSame(nn.Module<Tensor, Tensor> model, string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var input = TwinRun.Draw(_models[name].Shape);
        var expected = model.call(input.clone());

        using var graph = QuantGraph.Of(model, _models[name].Shape);
        var outputs = new GraphInterpreter(graph).Run(input);

        Assert.Equal(expected.shape, outputs[0].shape);
        var distance = (outputs[0] - expected).abs().max().item<float>();
        Assert.True(distance <= Tolerance * Math.Max(expected.abs().max().item<float>(), 1), $"The graph is {distance} away from the model.");
    }

    private static Assembly Compile(string options) => Generation.Run([options, .. new[]
    {
        "BasicBlock", "Bottleneck", "InvertedResidual", "InPlaceAdd", "FieldInitializers", "ExpressionBody", "TwoAdds", "ReusedConvolution", "UnfoldableBatchNorm",
        "KeepsFloat", "LineByLine", "DisposeScopes", "ListOfBlocks", "LeftOperands", "NestedBlock", "GlobalTabs", "HelperMethods", "LocalFunctions", "ContainerElements", "NestedContainers",
        "DerivedBlock", "GenericBlock",
    }.Select(static name => Exported.Source($"Inputs/{name}.cs"))]).AssertCompiles().Load();
}
