using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.LowBit;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement.LowBit;

/// <summary>Twins that train at few bits: their text, what they quantize, and that they compute what their models do.</summary>
public sealed class LowBitTests
{
    private static readonly long[] _picture = [2, 8, 6, 6];

    [Fact]
    public void ResidualBlock() => Verify(
        "conv1 off: Lsq/4, Pact/4; conv2: TrainedTernary/3, Pact/3; shortcut: Lsq/16, Pact/16", []);

    [Fact]
    public void SeparableNet() => Verify("stem off: Xnor/2, LsqPlus/16; pointwise: Xnor/2, LsqPlus/16; head: LsqStep/256, LsqStep/256", []);

    [Fact]
    public void Containers() => Verify(
        "features.0 off: DoReFa/2, DoReFa/4; features.4: DoReFa/2, DoReFa/4; stages.0: LqNets/4, LqNets/4; stages.1: LqNets/4, LqNets/4; head off: DoReFa/2, DoReFa/4", [2]);

    [Fact]
    public void Decoder() => Verify("first off: Lsq/4, Lsq/4; up.conv: Fatnn/3, float; back: Lsq/4, float; last off: Lsq/4, Lsq/4", []);

    [Fact]
    public void OptionsAndOverridesGoBeforeAnnotations()
    {
        var model = Generation.Run(Source("ResidualBlock")).AssertCompiles().Load().Create("Samples.ResidualBlock");
        using var twin = model.Twin(new QuantizationOptions
        {
            LowBit = new LowBitOptions { Weights = new LowBitSide { Algorithm = LowBitAlgorithm.DoReFa, Levels = 16 }, FirstAndLast = FirstAndLast.Quantize },
            Layers = [new LayerOverride("conv1") { ActivationBits = 1 }, new LayerOverride("shortcut") { Enabled = false }],
        });
        Assert.Equal(["conv1: DoReFa/16, Pact/2", "conv2: DoReFa/16, Pact/3", "shortcut off: DoReFa/16, Pact/16"], twin.Sides());
    }

    private static string Source(string model) =>
        File.ReadAllText(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Placement", "LowBit", "Inputs", model + ".cs"));

    private static void Verify(string sides, object?[] arguments, [CallerMemberName] string model = "", [CallerFilePath] string file = "")
    {
        var run = Generation.Run(Source(model)).AssertCompiles();
        Snapshot.Verify(run.Files, test: model, source: file);

        using var scope = NewDisposeScope();
        var instance = run.Load().Create("Samples." + model, arguments);
        LowBitRun.AssertSameWithEverythingOff(instance, _picture);

        var twin = instance.Twin();
        Assert.Equal(sides.Split("; "), twin.Sides());
        var input = TwinRun.Draw(_picture);
        var expected = instance.call(input.clone());
        Assert.False(allclose(LowBitRun.Trained(twin, input), expected));
    }
}
