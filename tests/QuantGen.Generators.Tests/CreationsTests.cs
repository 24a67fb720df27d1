using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Reading;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>What is assigned to a field is found by the field's name in the text, and all of it.</summary>
public sealed class CreationsTests
{
    [Theory]
    [InlineData("int a = 1;", "1")]
    [InlineData("int a = 1, aa = 2, b = 3;", "1")]
    [InlineData("int a; C() { a = 1; this.a = 2; }", "1", "2")]
    [InlineData("int a; C() => a = 1;", "1")]
    [InlineData("int a; C() { if (b) { a ??= 1; } else b = a = (a = 2); }", "1", "(a = 2)", "2")]
    [InlineData("int a { get; } = 1;", "1")]
    [InlineData("int b; int a { get => b; set { a = b; } } = 1;", "1", "b")]
    [InlineData("int a; System.Action F = () => { a = 1; };", "1")]
    [InlineData("int @class; int a; C() { @a = 1; }", "1")]
    [InlineData("int a; C() { \\u0061 = 1; this.\\u0061 = 2; aa = 3; }", "1", "2")]
    [InlineData("int \\u0061 = 1;", "1")]
    [InlineData("int a; C() : this(a = 1) { }", "1")]
    [InlineData("int a; C() { _ = new C { a = 1 }; }", "1")]
    public void EveryAssignmentCounts(string members, params string[] values) => Assert.Equal(values, Values(members));

    [Theory]
    [InlineData("int a; C(int a) { a = 1; this.a = 2; }", "2")]
    [InlineData("int aa = 1, ba = 2, a1 = 3, a_ = 4;")]
    [InlineData("int a; C() { other.a = 1; b = a; a.b = 2; a[0] = 3; a(4); other?.a(); }")]
    [InlineData("int a; /* a = 1 */ C() { // a = 2\n F(\"a = 3\", $\"{b}a = 4\", 'a'); }")]
    [InlineData("int a; class D { int a = 1; D() { a = 2; } } struct E { int a = 3; } enum F { a = 4 }")]
    [InlineData("int a;\n#if NEVER\nC() { a = 1; }\n#endif\n")]
    [InlineData("int a; C(int b = a) { F(a: 1); } delegate void D(int a = 2);")]
    public void NothingElseDoes(string members, params string[] values) => Assert.Equal(values, Values(members));

    [Theory]
    [InlineData("int a; C() { F(ref a); }", true)]
    [InlineData("int a; C() { F(b, out this.a); }", true)]
    [InlineData("int a; C() : base(in a) { }", true)]
    [InlineData("int a; C() { F(\\u0061, ref \\u0061); }", true)]
    [InlineData("int a; C(int a) { F(ref a); }", false)]
    [InlineData("int a; C() { F(a, ref b.a, out aa); }", false)]
    public void FieldsHandedOutAreKnown(string members, bool isHandedOut) => Assert.Equal(isHandedOut, Read(members, static _ => true).IsHandedOut);

    [Theory]
    [InlineData("int a = 1; C() { a = 2; } void F() { a = 3; }")]
    [InlineData("int a = 1; C() { \\u0061 = 2; } void F() { \\u0061 = 3; }")]
    public void MembersThatAreNotAskedForAreLeftOut(string members) =>
        Assert.Equal(["1", "2"], Read(members, static member => member is not MethodDeclarationSyntax).Values.Select(static value => value.ToString()));

    [Fact]
    public void EveryPartIsSearched()
    {
        var parts = new[] { "int a = 1;", "C() { a = 2; }" }.Select(Part).ToArray();

        Assert.Equal(["1", "2"], Creations.In(parts, "a", static _ => true).Values.Select(static value => value.ToString()));
    }

    [Theory]
    [InlineData("partial class C { int b; int a = 1")]
    [InlineData("partial class C { int a = 1;")]
    [InlineData("partial class a")]
    [InlineData("partial class C { C() { F(a")]
    public void HalfTypedCodeIsRead(string text) => Assert.True(Creations.In([PartOf(text)], "a", static _ => true).Values.Length <= 1);

    [Theory]
    [InlineData("partial class C { int = 1; C() { = 2; } }")]
    [InlineData("partial class C { int = 1; C() { \\u0061 = 2; } }")]
    public void ANameThatIsNotTypedYetIsFoundNowhere(string text) => Assert.Empty(Creations.In([PartOf(text)], "", static _ => true).Values);

    [Fact]
    public void AKeywordAsANameIsNoMatterAtTheStartOfAFile()
    {
        var part = PartOf("partial class C { int @partial = 1; C() { @partial = 2; } }");

        Assert.Equal(["1", "2"], Creations.In([part], "partial", static _ => true).Values.Select(static value => value.ToString()));
    }

    private static IEnumerable<string> Values(string members) => Read(members, static _ => true).Values.Select(static value => value.ToString());

    private static Creations Read(string members, Func<MemberDeclarationSyntax, bool> isWanted) => Creations.In([Part(members)], "a", isWanted);

    private static (TypeDeclarationSyntax Part, string Text) Part(string members) => PartOf($"int a = 0; partial class C {{ {members} }} class E {{ int a = 9; }}");

    private static (TypeDeclarationSyntax Part, string Text) PartOf(string text) =>
        (CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().First(), text);
}
