using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;
using Xunit;

namespace QuantGen.Analyzers.Tests.Verification;

/// <summary>Layers of TorchSharp that rules speak of, declared for where the tests run on a part of it that lacks them.</summary>
internal static class MissingLayers
{
    private const string Source = """
        using static TorchSharp.torch;

        namespace TorchSharp.Modules;

        public sealed class PairwiseDistance : nn.Module<Tensor, Tensor, Tensor>
        {
            internal PairwiseDistance() : base("PairwiseDistance")
            {
            }

            public override Tensor forward(Tensor x1, Tensor x2) => x1;
        }
        """;

    /// <summary>The assembly with them; none where TorchSharp has them itself.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        typeof(torch).Assembly.GetType("TorchSharp.Modules.PairwiseDistance") is null ? [Compile()] : [];

    private static PortableExecutableReference Compile()
    {
        var compilation = CSharpCompilation.Create(
            "TorchSharp.Missing",
            [CSharpSyntaxTree.ParseText(Source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))],
            Testing.Compilations.References.With(typeof(torch).Assembly),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
