using System.Reflection;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement;

/// <summary>The model zoo, with one line that makes all of it for ONNX Runtime.</summary>
public sealed class ZooForOnnxRuntimeTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    private static readonly Lazy<Assembly> _zoo = new(Compile);

    /// <summary>Models of each kind, with the side of a picture and the number of their quantizers.</summary>
    public static TheoryData<string, int, int> Models => new()
    {
        { "resnet18", 64, 69 },
        { "resnet50", 64, 159 },
        { "mobilenet_v2", 64, 139 },
        { "mobilenet_v3_small", 64, 165 },
        { "efficientnet_b0", 64, 258 },
        { "squeezenet1_1", 64, 78 },
        { "shufflenet_v2_x0_5", 64, 163 },
        { "densenet121", 64, 264 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TwinComputesWhatItsModelDoes(string name, int side, int quantizers)
    {
        using var scope = NewDisposeScope();
        var create = _zoo.Value.GetType("ModelZoo.Models", throwOnError: true)!.GetMethod("Create", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var model = (nn.Module<Tensor, Tensor>)create.Invoke(null, [name, 10L])!;

        TwinRun.AssertSameWithQuantizersOff(model, [2, 3, side, side], tolerance: 1e-3);

        // Unsigned quantizers refuse negative numbers, so a wrong proof of signs would show here.
        var twin = model.Twin();
        TwinRun.Calibrated(twin, TwinRun.Draw(4, 3, side, side));
        Assert.Equal(quantizers, twin.Quantizers().Count);
    }

    private static Assembly Compile()
    {
        var folder = RepositoryRoot.Combine("samples", "ModelZoo");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static file => File.ReadAllText(file).Replace("nameof(MnasBlock<>)", "\"MnasBlock\"", StringComparison.Ordinal)); // C# 14
        return Generation.Run([.. sources, Usings, "[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]"]).Load();
    }
}
