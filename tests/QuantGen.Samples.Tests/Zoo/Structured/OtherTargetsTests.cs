extern alias fixedpoint;
extern alias onnxruntime;

using QuantGen.PowerOfTwo;
using QuantGen.Samples.Tests.Support;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using FixedPoint = fixedpoint::ModelZoo;
using OnnxRuntime = onnxruntime::ModelZoo;

namespace QuantGen.Samples.Tests.Zoo.Structured;

/// <summary>Twins for ONNX Runtime and for fixed-point hardware that quantize nothing compute what their networks do.</summary>
public sealed class OtherTargetsTests
{
    private static readonly (string Name, FixedPoint.Structure FixedPoint, OnnxRuntime.Structure OnnxRuntime)[] Structures =
    [
        ("plain", new(), new()),
        ("bireal", FixedPoint.Structure.BiReal, OnnxRuntime.Structure.BiReal),
        ("groupnet", FixedPoint.Structure.GroupNet, OnnxRuntime.Structure.GroupNet),
        ("fixup", new() { Norm = FixedPoint.NormKind.Fixup }, new() { Norm = OnnxRuntime.NormKind.Fixup }),
        ("bacs", new() { Order = FixedPoint.BlockOrder.NormActivationConvSkip }, new() { Order = OnnxRuntime.BlockOrder.NormActivationConvSkip }),
        ("copies", new() { Shortcut = FixedPoint.ShortcutKind.PooledCopies }, new() { Shortcut = OnnxRuntime.ShortcutKind.PaddedIdentity }),
    ];

    public static TheoryData<string> Names => [.. Structures.Select(static structure => structure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void For_fixed_point_hardware(string name)
    {
        using var scope = NewDisposeScope();
        using var network = FixedPoint.StructuredModels.Create("resnet20", Structures.Single(structure => structure.Name == name).FixedPoint, classes: 10);
        using var twin = network.ToQuantized(new QuantizationOptions { FoldBatchNorm = false });
        foreach (var clip in twin.modules().OfType<Pact2>())
            clip.Enabled = false;
        foreach (var layer in twin.modules().OfType<PowerOfTwoLayer>())
            layer.Enabled = false;

        AssertSame(network, twin);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void For_ONNX_Runtime(string name)
    {
        using var scope = NewDisposeScope();
        using var network = OnnxRuntime.StructuredModels.Create("resnet20", Structures.Single(structure => structure.Name == name).OnnxRuntime, classes: 10);
        using var twin = network.ToQuantized(new QuantizationOptions { FoldBatchNorm = false });
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Enabled = false;

        AssertSame(network, twin);
    }

    private static void AssertSame(Module<Tensor, Tensor> network, Module<Tensor, Tensor> twin)
    {
        using var noGradient = no_grad();

        // Fixup's classifier starts at zero and would hide what is before it.
        init.normal_(network.state_dict()["fc.weight"]);
        twin.state_dict()["fc.weight"].copy_(network.state_dict()["fc.weight"]);
        network.eval();
        twin.eval();
        var x = randn(2, 3, 32, 32);
        Assert.True(Bits.Equal(network.call(x), twin.call(x)));
    }
}
