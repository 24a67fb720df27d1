using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using QuantGen.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests;

/// <summary>Twins that were compiled in memory, run beside their models.</summary>
public sealed class RunningTwinTests
{
    private static readonly long[] _picture = [2, 8, 6, 6];
    private static readonly long[] _features = [3, 8];

    private static readonly Dictionary<string, (object?[] Arguments, long[] Shape)> _models = new(StringComparer.Ordinal)
    {
        ["Samples.BasicBlock"] = ([8L, 8L, 1L, null], _picture),
        ["Samples.Bottleneck"] = ([8L, 2L, 1L, null], _picture),
        ["Samples.InvertedResidual"] = ([8L, 8L, 1L, 2L], _picture),
        ["Samples.Residual.InPlaceAdd"] = ([8, 8, 1, null, null], _picture),
        ["Samples.FieldInitializers"] = (["digits", null], [2, 1, 28, 28]),
        ["Samples.PrimaryConstructor"] = ([8L, 0.1, true], _picture),
        ["Samples.ExpressionBody"] = ([8L], _picture),
        ["Samples.TwoAdds"] = ([8L], _features),
        ["Samples.ReusedConvolution"] = ([8L], _picture),
        ["Samples.UnfoldableBatchNorm"] = ([8L, true], _picture),
        ["Samples.KeepsFloat"] = ([8L], [2, 3, 6, 6]),
        ["Samples.NullableOblivious"] = ([8L, null], _picture),
        ["Samples.LineByLine"] = ([8L], _picture),
        ["Samples.DisposeScopes"] = ([8L], _picture),
        ["Samples.ListOfBlocks"] = ([8L, 2, 3], _features),
        ["Samples.LeftOperands"] = ([8L], _features),
        ["Samples.TakenNames"] = ([8L], _picture),
        ["TorchSharp.Examples.NestedBlock"] = (["net", 4, true], [2, 3, 6, 6]),
        ["GlobalTabs"] = ([], [2, 3, 6, 6]),
        ["Samples.HelperMethods"] = ([8L, true, true], _picture),
        ["Samples.LocalFunctions"] = ([], [2, 4, 8, 8]),
        ["Samples.SharedHelper"] = ([8L], _features),
        ["Samples.ContainerElements"] = ([8L], _picture),
        ["Samples.NestedContainers"] = ([8L], _picture),
        ["Samples.DerivedBlock"] = ([8L], _picture),
        ["Samples.KeepsMethod"] = ([8L], _features),
        ["Samples.GenericUser"] = ([8L], _features),
    };

    private static readonly Assembly _assembly = Compile(
        "BasicBlock", "Bottleneck", "InvertedResidual", "InPlaceAdd", "FieldInitializers", "PrimaryConstructor", "ExpressionBody", "TwoAdds", "ReusedConvolution",
        "UnfoldableBatchNorm", "KeepsFloat", "NullableOblivious", "LineByLine", "DisposeScopes", "ListOfBlocks", "LeftOperands", "NestedBlock", "GlobalTabs",
        "Members", "Guarded", "HelperMethods", "LocalFunctions", "SharedHelper", "ContainerElements", "NestedContainers", "DerivedBlock", "GenericBlock", "HiddenOptions", "KeepsMethod");

    // It brings a QuantConv2d of its own into the namespace of the others.
    private static readonly Assembly _takenNames = Compile("TakenNames");

    public static TheoryData<string> Models => [.. _models.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void TwinWithQuantizersOffGivesWhatTheModelGives(string model)
    {
        var (arguments, shape) = _models[model];
        AssertSame(Create(model, arguments), shape);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 3)]
    public void EveryPathGivesWhatTheModelGives(int kind, int depth)
    {
        var type = _assembly.GetType("Samples.Guarded")!;
        var kinds = type.GetNestedType("Kind", BindingFlags.NonPublic)!;

        AssertSame(Create("Samples.Guarded", [8L, Enum.ToObject(kinds, kind), depth]), _features);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void NamesParametersAndConstantsComeAlong(int mode)
    {
        var type = _assembly.GetType("Samples.Members")!;
        var model = Create("Samples.Members", [8L, Enum.ToObject(type.GetNestedType("Mode")!, mode)]);

        AssertSame(model, _features);
        Assert.Contains("in_proj.weight", Twin(model).state_dict().Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CopiesHaveTheOptionsThatTorchSharpHides(bool twoWay)
    {
        var options = Activator.CreateInstance(_assembly.GetType("Samples.TaggerOptions")!, [20L, 8L, 0.25, twoWay]);
        var model = Create("Samples.HiddenOptions", [options, 4L]);

        AssertSame(model, static () => randint(20, [3, 5], int64));
    }

    [Theory]
    [InlineData("Samples.NestedContainers", true)]
    [InlineData("Samples.NestedContainers", false)]
    [InlineData("Samples.ContainerElements", true)]
    [InlineData("Samples.ContainerElements", false)]
    public void MergingAskedForAtRunTimeChangesNoResult(string model, bool merges)
    {
        var (arguments, shape) = _models[model];
        AssertSame(Create(model, arguments), () => TwinRun.Draw(shape), options: new QuantizationOptions { FoldBatchNorm = merges });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TwinHasTheKeysOfItsModel(string model)
    {
        var instance = Create(model, _models[model].Arguments);

        Assert.Empty(instance.state_dict().Keys.Except(Twin(instance).state_dict().Keys));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TwinsOfRandomProgramsGiveWhatTheirModelsGive(int batch)
    {
        var models = Enumerable.Range(batch * 30, 30).Select(static seed => new RandomModel(seed)).ToArray();
        var run = Generation.Run([.. models.Select(static model => model.Source())]).AssertCompiles();
        Assert.Equal(models.Length, run.Files.Count());
        var assembly = Load(run);

        foreach (var model in models)
        {
            foreach (var flag in new[] { false, true })
            {
                try
                {
                    AssertSame(assembly.Create("Samples." + model.Name, flag), [2, 4, 3, 3], tolerance: 1e-3);
                }
                catch (XunitException mismatch)
                {
                    var file = run.Files.Single(file => file.HintName == $"Samples.{model.Name}.g.cs").Text;
                    throw new XunitException($"{mismatch.Message}\n{model.Name}({flag}) became\n{file}", mismatch);
                }
            }
        }
    }

    [Fact]
    public void ParametersOfListsComeAlongAndBuffersStayOutOfCheckpoints()
    {
        var assembly = Load(Generation.Run("""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize]
            public sealed partial class Scales : Module<Tensor, Tensor>
            {
                private readonly ParameterList scales = new(new Parameter(rand(8)), new Parameter(rand(8)));
                private readonly ParameterDict shifts = new();
                private readonly Linear fc = Linear(8, 8);
                private readonly Tensor mask = rand(8);
                private readonly Tensor mean = rand(8);

                public Scales() : base("Scales")
                {
                    shifts.Add("last", new Parameter(rand(8)));
                    register_buffer("mask", mask, persistent: false);
                    register_buffer(nameof(mean), mean, true);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    foreach (var scale in scales)
                        x = fc.call(x * scale);
                    return scales[0] * (x * mask - mean) + shifts["last"];
                }
            }
            """).AssertCompiles());
        var model = assembly.Create("Samples.Scales");
        var keys = model.state_dict().Keys.ToArray();

        AssertSame(model, _features);
        Assert.Equal(["fc.bias", "fc.weight", "mean", "scales.0", "scales.1", "shifts.last"], keys.Order(StringComparer.Ordinal));
        Assert.Equal(keys, Twin(model).state_dict().Keys.Where(static key => !key.Contains("_quantizer", StringComparison.Ordinal)));
    }

    [Fact]
    public void TwinIsInTheModeOfItsModel()
    {
        var model = Create("Samples.BasicBlock", _models["Samples.BasicBlock"].Arguments);
        Assert.True(Twin(model).training);

        model.eval();

        Assert.False(Twin(model).training);
        Assert.All(Twin(model).modules(), static module => Assert.False(module is TorchSharp.Modules.BatchNorm2d && module.training));
    }

    [Fact]
    public void QuantizerThatForwardNeverReachesIsNotThere()
    {
        var residual = Twin(Create("Samples.InvertedResidual", [8L, 8L, 1L, 2L])).Quantizers();
        var plain = Twin(Create("Samples.InvertedResidual", [8L, 8L, 2L, 2L])).Quantizers();

        Assert.Contains("residual_quantizer", residual.Select(static quantizer => quantizer.Name));
        Assert.DoesNotContain("residual_quantizer", plain.Select(static quantizer => quantizer.Name));
    }

    private static void AssertSame(nn.Module<Tensor, Tensor> model, long[] shape, double tolerance = 1e-5) =>
        AssertSame(model, () => TwinRun.Draw(shape), tolerance);

    private static void AssertSame(nn.Module<Tensor, Tensor> model, Func<Tensor> createInput, double tolerance = 1e-5, QuantizationOptions? options = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        Settle(model);
        model.eval();
        var twin = Twin(model, options);
        foreach (var (_, quantizer) in twin.Quantizers())
        {
            quantizer.Enabled = false;

            // Off it hands its input through; times one it makes a new tensor, as it does when it is on.
            quantizer.PreQuantScale = ones(1);
        }

        // Twice: what a model keeps from one call to the next, the twin keeps too. Each gets an input of its own to write into.
        for (var call = 0; call < 2; call++)
        {
            var input = createInput();
            var expected = model.call(input.clone());
            var actual = twin.call(input.clone());
            Assert.True(allclose(actual, expected, rtol: tolerance, atol: tolerance), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
        }
    }

    /// <summary>Gives every BatchNorm statistics that do something, the same at every call.</summary>
    private static void Settle(nn.Module model)
    {
        var random = new Random(3);
        foreach (var norm in model.modules().OfType<TorchSharp.Modules.BatchNorm2d>())
        {
            Fill(norm.running_mean!, -1, 1);
            Fill(norm.running_var!, 0.5f, 2);
            Fill(norm.weight!, 0.5f, 2);
            Fill(norm.bias!, -1, 1);
        }

        void Fill(Tensor target, float least, float most)
        {
            using var values = tensor([.. Enumerable.Range(0, (int)target.numel()).Select(_ => least + ((most - least) * random.NextSingle()))]);
            target.copy_(values);
        }
    }

    private static nn.Module<Tensor, Tensor> Twin(nn.Module model, QuantizationOptions? options = null) =>
        (nn.Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(options);

    private static nn.Module<Tensor, Tensor> Create(string name, object?[] arguments) =>
        (name == "Samples.TakenNames" ? _takenNames : _assembly).Create(name, arguments);

    private static Assembly Compile(params string[] inputs) => Load(Generation.Run([.. inputs.Select(Generation.Source)]));

    private static Assembly Load(Generation run)
    {
        using var image = new MemoryStream();
        var output = run.Output;
        var result = output.WithOptions(output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
