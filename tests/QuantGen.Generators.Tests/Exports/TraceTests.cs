using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Snapshots;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Symbolic forwards, whole files as users see them. Each compiles without a warning.</summary>
public sealed class TraceTests
{
    [Fact]
    public void BasicBlock() => Verify("Inputs/BasicBlock.cs");

    [Fact]
    public void BasicBlockForOnnxRuntime() => Verify("Inputs/BasicBlock.cs", "Target = QuantizationTarget.OnnxRuntime");

    [Fact]
    public void BasicBlockForFixedPoint() => Verify("Inputs/BasicBlock.cs", "Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Int32");

    [Fact]
    public void FusedBasicBlock() => Verify("Inputs/BasicBlock.cs", "Fuse = true");

    [Fact]
    public void HelperMethods() => Verify("Inputs/HelperMethods.cs");

    [Fact]
    public void LocalFunctions() => Verify("Inputs/LocalFunctions.cs");

    [Fact]
    public void SelfAttention() => Verify("Placement/Inputs/SelfAttention.cs");

    [Fact]
    public void TokenMixer() => Verify("Exports/Inputs/TokenMixer.cs");

    [Fact]
    public void DenseBlockForOnnxRuntime() => Verify("Placement/Inputs/DenseBlock.cs", "Target = QuantizationTarget.OnnxRuntime");

    [Fact]
    public void DerivedBlock() => Verify("Inputs/DerivedBlock.cs");

    private static void Verify(string input, string? options = null, [CallerMemberName] string test = "")
    {
        var source = Exported.Source(input);
        if (options is not null)
            source = source.Replace("Quantize(PerChannel)", $"Quantize(PerChannel, {options})", StringComparison.Ordinal);
        Snapshot.Verify(Generation.Run(source).AssertCompiles().Traces(), test: test);
    }
}
