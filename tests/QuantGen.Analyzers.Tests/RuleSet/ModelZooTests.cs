using Microsoft.CodeAnalysis;
using QuantGen.Analyzers.Tests.Verification;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>The models that users begin with are written as the rules advise; what they only suggest, as with functions, is a matter of style.</summary>
public sealed class ModelZooTests
{
    [Fact]
    public async Task NoRuleWarnsAboutTheZoo()
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("samples", "ModelZoo"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"], StringComparer.Ordinal).Any());
        var project = TestWorkspace.Create(files.Order(StringComparer.Ordinal).Select(File.ReadAllText));

        var reported = await project.AnalyzeAsync([.. Rules.Analyzers]);
        Assert.Empty(reported.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
    }
}
