using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading.Reading;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The fields that are read off a class's text are those of its symbols.</summary>
public sealed class DeclaredFieldsTests
{
    [Theory]
    [InlineData("private readonly int a = 1; int b, c;")]
    [InlineData("public int a; internal int b; protected int c; private int d;")]
    [InlineData("protected internal readonly int a; internal protected int b; private protected int c; protected private int d;")]
    [InlineData("static int a; const int b = 1; static readonly int c; volatile int d; required public int e; new int f;")]
    [InlineData("public private int a; private private int b; readonly readonly int c;")]
    [InlineData("int a; int a; void a() { }")]
    [InlineData("int @class; int \\u0061;")]
    [InlineData("unsafe int* a; unsafe fixed int b[3]; ref int c;")]
    [InlineData("int a; event System.Action B; event System.Action C { add { } remove { } }")]
    [InlineData("int a; public int B { get; } public int C { get; set; } public int H { get; init; } public int D => a; public int E { get => field; set; } static int F { get; set; }")]
    [InlineData("int a; class B { int c; } enum D { E } delegate void F(); void G() { } C() { } ~C() { } public static C operator +(C x, C y) => x;")]
    [InlineData("int a; public int this[int i] => i;")]
    [InlineData("int a\nint b; int = 3; private")]
    public void TextSaysWhatTheCompilerSays(string members)
    {
        var type = Generation.Compile($"partial class C {{ {members} }}").GetTypeByMetadataName("C")!;

        AssertSame(type);
    }

    [Fact]
    public void FieldsOfSeveralPartsAreTheCompilers() =>
        AssertSame(Generation.Compile("partial class C { int a; public readonly int b; }", "partial class C { int c; }").GetTypeByMetadataName("C")!);

    [Fact]
    public void RecordsAndParametersAreTheCompilers()
    {
        AssertSame(Generation.Compile("partial record C(int A) { int b; }").GetTypeByMetadataName("C")!);
        AssertSame(Generation.Compile("partial class C(int a) { int b; int D() => a; }").GetTypeByMetadataName("C")!);
    }

    private static void AssertSame(INamedTypeSymbol type)
    {
        var fields = DeclaredFields.Of(type).ToArray();

        var expected = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field is { IsStatic: false, IsConst: false })
            .Select(static field => (Symbol: field.AssociatedSymbol ?? field, field.IsReadOnly))
            .Where(static field => field.Symbol is not IEventSymbol && field.Symbol.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is not ParameterSyntax)
            .ToArray();
        Assert.Equal(expected.Select(static field => field.Symbol), fields.Select(static field => field.Symbol), SymbolEqualityComparer.Default);
        Assert.Equal(expected.Select(static field => field.Symbol.DeclaredAccessibility), fields.Select(static field => field.Accessibility));
        Assert.Equal(expected.Select(static field => field.IsReadOnly), fields.Select(static field => field.IsReadOnly));
    }
}
