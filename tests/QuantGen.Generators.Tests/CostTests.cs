using Microsoft.CodeAnalysis.CSharp;
using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>
/// What a class costs at an edit, in memory, which does not depend on the machine. The compiler's own part, finding the
/// annotated classes and binding their annotations, is about 22 KB a class here.
/// </summary>
public sealed class CostTests
{
    private const int Classes = 50;
    private const double Kilobyte = 1024;

    [Fact]
    public void EditElsewhereAllocatesLittle() =>
        Assert.InRange(Measure(static compilation => compilation.Edit(Classes, "1", "2")), 0, 25);

    [Fact]
    public void NewMemberElsewhereAllocatesLittle() =>
        Assert.InRange(Measure(static compilation => compilation.Edit(Classes, "int X", "int Y => 0; public static int X")), 0, 25);

    [Fact]
    public void FirstRunStaysWithinItsBudget()
    {
        var compilation = Models();
        Generation.Run(Models());

        var before = GC.GetAllocatedBytesForCurrentThread();
        Generation.NewDriver(tracksSteps: false).RunGenerators(compilation);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Kilobyte / Classes, 0, 200);
    }

    private static double Measure(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var first = Generation.Run(Models());
        var edited = edit(first.Input);

        var before = GC.GetAllocatedBytesForCurrentThread();
        first.Driver.RunGenerators(edited);

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Kilobyte / Classes;
    }

    private static CSharpCompilation Models()
    {
        var source = Generation.Source("BasicBlock");
        string[] files = [.. Enumerable.Range(0, Classes).Select(i => source.Replace("BasicBlock", $"Block{i}", StringComparison.Ordinal))];
        return Generation.Compile([.. files, "namespace Samples; internal static class Other { public static int X => 1; }"]);
    }
}
