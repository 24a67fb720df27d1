using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading.Reading;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The class that a declaration's name leads to is the one that the compiler finds for its place.</summary>
public sealed class ClassSymbolsTests
{
    private const string Other = "namespace A.B { public class C { } } namespace D { class C { } } class C { }";

    [Theory]
    [InlineData("namespace E; class F { class G { } struct H { record I; } }")]
    [InlineData("namespace A.B; class F { } class G<T> { } class G<T, U> { } class G { }")]
    [InlineData("namespace A.B { namespace J.K { class C { } } class J { } }")]
    [InlineData("namespace A { namespace B { class F { } partial class C { } } }")]
    [InlineData("namespace D { partial class C { } partial class C { } }")]
    [InlineData("namespace D { class C<T> { } interface C<T, U> { } struct F { } record G; record struct H; interface I { } }")]
    [InlineData("namespace D { file class C { } }")]
    [InlineData("namespace E { file class F { } } namespace A.B { file class C { class D { } } }")]
    [InlineData("namespace D { struct C { } }")]
    [InlineData("namespace F { class C { } struct C { } class C { } interface C { } }")]
    [InlineData("class F { } partial class C { class G { } }")]
    [InlineData("namespace E { class F { } namespace F { class G { } } }")]
    [InlineData("namespace E { class @class { } class \\u0046 { } class F { } }")]
    [InlineData("namespace @A.\\u0042 { class F { } }")]
    [InlineData("namespace E { class { } class ; } namespace { class F { } } namespace . { class F { } } namespace A. { class F { } }")]
    [InlineData("namespace System.Collections { class ArrayList { } } namespace System { class String { } }")]
    [InlineData("namespace E; namespace F; class G { }")]
    public void NameLeadsToWhatThePlaceSays(string text)
    {
        var compilation = Generation.Compile(text, Other);
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);

        var declarations = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ToArray();
        Assert.NotEmpty(declarations);
        Assert.All(declarations, declaration => Assert.Equal(
            model.GetDeclaredSymbol(declaration) as INamedTypeSymbol,
            ClassSymbols.Of(declaration, model, default),
            SymbolEqualityComparer.IncludeNullability));
    }
}
