using System.Text;
using System.Xml.Linq;
using QuantGen.Package.Tests.Support;
using Xunit;

namespace QuantGen.Package.Tests;

/// <summary>What the packages hold, file by file: what is forgotten or slips in shows here before a user meets it.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ContentTests(PackageFeed feed)
{
    [Fact]
    public void QuantGenHasTheRuntimeAndWhatTheCompilerLoads() => Assert.Equal(
        [
            "LICENSE",
            "QuantGen.nuspec",
            "README.md",
            "analyzers/dotnet/roslyn4.14/cs/QuantGen.Analyzers.dll",
            "analyzers/dotnet/roslyn4.14/cs/QuantGen.CodeFixes.dll",
            "analyzers/dotnet/roslyn4.14/cs/QuantGen.Generators.dll",
            "build/QuantGen.props",
            "build/QuantGen.targets",
            "buildTransitive/QuantGen.props",
            "buildTransitive/QuantGen.targets",
            "icon.png",
            "lib/net10.0/QuantGen.dll",
            "lib/net10.0/QuantGen.xml",
        ],
        feed.FilesOf("QuantGen"));

    [Fact]
    public void SymbolsAreAPackageOfTheirOwn() =>
        Assert.Equal(["QuantGen.nuspec", "lib/net10.0/QuantGen.pdb"], feed.FilesOf("QuantGen", "snupkg"));

    [Fact]
    public void TemplatesHoldTheProjectAndNoCode() => Assert.Equal(
        [
            "LICENSE",
            "QuantGen.Templates.nuspec",
            "README.md",
            "content/quantgen/.template.config/template.json",
            "content/quantgen/Program.cs",
            "content/quantgen/QuantGenApp.csproj",
            "content/quantgen/SmallNet.cs",
            "icon.png",
        ],
        feed.FilesOf("QuantGen.Templates"));

    [Fact]
    public void QuantGenDependsOnTorchAlone()
    {
        var dependencies = Descendants("QuantGen", "dependency").Select(static dependency => dependency.Attribute("id")!.Value);

        Assert.Equal([Build.OnSystemTorch ? "SystemTorch" : "TorchSharp"], dependencies);
    }

    [Fact]
    public void VersionTellsTheStandIn()
    {
        Assert.Equal(Build.OnSystemTorch, feed.VersionOf("QuantGen").EndsWith("-system", StringComparison.Ordinal));
        Assert.Equal(feed.VersionOf("QuantGen"), feed.VersionOf("QuantGen.Templates"));
    }

    [Theory]
    [InlineData("QuantGen")]
    [InlineData("QuantGen.Templates")]
    public void PackageDescribesItself(string id)
    {
        var nuspec = feed.NuspecOf(id);
        foreach (var name in new[] { "description", "authors", "license", "icon", "readme", "tags", "copyright" })
            Assert.NotEqual("", nuspec.Element(nuspec.Name.Namespace + name)?.Value ?? "");
        Assert.Equal("MIT", nuspec.Element(nuspec.Name.Namespace + "license")!.Value);
    }

    [Fact]
    public void TemplateAsksForThePackageItComesWith() =>
        Assert.Contains(
            $"<PackageReference Include=\"QuantGen\" Version=\"{feed.VersionOf("QuantGen")}\" />",
            Encoding.UTF8.GetString(feed.Read("QuantGen.Templates", "content/quantgen/QuantGenApp.csproj")),
            StringComparison.Ordinal);

    [Fact]
    public void DocumentationCoversTheAttribute() =>
        Assert.Contains("T:QuantGen.QuantizeAttribute", Encoding.UTF8.GetString(feed.Read("QuantGen", "lib/net10.0/QuantGen.xml")), StringComparison.Ordinal);

    [Fact]
    public void StandInBringsItsNativeLibrary()
    {
        if (!Build.OnSystemTorch)
        {
            Assert.Empty(Directory.GetFiles(feed.Packages, "SystemTorch.*"));
            return;
        }

        Assert.Contains("runtimes/linux-x64/native/libSystemTorchNative.so", feed.FilesOf("SystemTorch"));
        Assert.Equal(feed.VersionOf("QuantGen"), feed.VersionOf("SystemTorch"));
    }

    private IEnumerable<XElement> Descendants(string id, string name)
    {
        var nuspec = feed.NuspecOf(id);
        return nuspec.Descendants(nuspec.Name.Namespace + name);
    }
}
