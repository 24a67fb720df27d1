using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Half-typed code of exported classes never throws, and gets either a symbolic forward that compiles or none.</summary>
public sealed class HalfTypedTests
{
    public static TheoryData<string> Inputs =>
    [
        "Inputs/BasicBlock.cs", "Inputs/HelperMethods.cs", "Inputs/LocalFunctions.cs", "Inputs/DerivedBlock.cs", "Inputs/Guarded.cs", "Inputs/ListOfBlocks.cs", "Exports/Inputs/TokenMixer.cs",
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TruncatedSourceDoesNotThrow(string input)
    {
        var source = Exported.Source(input);
        for (var length = source.IndexOf("Export]", StringComparison.Ordinal); length < source.Length; length += 29)
            _ = Generation.Run(source[..length]).Input.ExportProblems().Count();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void SourceWithAPieceMissingDoesNotThrow(string input)
    {
        var source = Exported.Source(input);
        for (var start = source.IndexOf("forward(", StringComparison.Ordinal); start < source.Length - 12; start += 31)
            _ = Generation.Run(source.Remove(start, 12)).Input.ExportProblems().Count();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void SourceWithoutItsReferencesDoesNotThrow(string input)
    {
        var compilation = Generation.Compile(Exported.Source(input));
        _ = Generation.Run(compilation.RemoveReferences(compilation.References.SkipLast(1))).Input.ExportProblems().Count();
    }
}
