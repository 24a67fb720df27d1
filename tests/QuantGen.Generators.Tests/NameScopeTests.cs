using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>
/// What names mean is found once for all classes in one namespace under the same using directives. A class or file that has its own meaning for a name is
/// read by that one, whichever class is read first.
/// </summary>
public sealed class NameScopeTests
{
    private const string Usings = """
        using QuantGen;
        using TorchSharp.Modules;
        using static QuantGen.Granularity;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private const string Plain = """
        namespace Samples;

        [Quantize(PerTensor)]
        public partial class Plain : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 3, 1);
            private readonly Module<Tensor, Tensor>? tail = ReLU();
            public Plain() : base("Plain") => RegisterComponents();
            public override Tensor forward(Tensor x) => tail is null ? conv.call(x) : tail.call(conv.call(x));
        }
        """;

    private static readonly Dictionary<string, (string Source, string? Twin)> _others = new(StringComparer.Ordinal)
    {
        ["another class"] = (Other(), "Granularity.PerTensor"),
        ["a nested class named like a layer"] = (Other(members: "public sealed class Conv2d;"), "this.conv = conv;"),
        ["a nested class named like the base"] = (
            Other("Samples.Start", "public sealed class Module<T, U>;") + "public class Start() : global::TorchSharp.torch.nn.Module<Tensor, Tensor>(\"\") { public override Tensor forward(Tensor x) => x; }",
            "private readonly QuantConv2d conv;"),
        ["a base with a class named like a layer"] = (
            Other("Start") + "public class Start() : Module<Tensor, Tensor>(\"\") { protected sealed class Conv2d; public override Tensor forward(Tensor x) => x; }", null),
        ["a constant named like a granularity"] = (Other(members: "private const Granularity PerTensor = Granularity.PerChannel;"), "Granularity.PerChannel"),
        ["a constant in the annotation"] = (Other(members: "private const int Bits = 4;", annotation: "Quantize(WeightBits = Bits)"), "WeightBits = 4"),
        ["a nested annotation"] = (Other(members: "private sealed class QuantizeAttribute(Granularity one) : System.Attribute { public Granularity One => one; }"), null),
        ["a class of the file named like a layer"] = (Other() + "file sealed class Conv2d;", "this.conv = conv;"),
        ["an annotation of the file"] = (Other() + "file sealed class QuantizeAttribute(Granularity one) : System.Attribute { public Granularity One => one; }", null),
        ["a base of the file"] = (
            Other("Start") + "file class Start() : Module<Tensor, Tensor>(\"\") { public override Tensor forward(Tensor x) => x; }", "private readonly QuantConv2d conv;"),
        ["a type parameter named like a layer"] = (Other(parameters: "<Conv2d>"), "this.conv = conv;"),
        ["another namespace with a class named like a layer"] = (
            Other().Replace("namespace Samples;", "namespace Samples.Inner;", StringComparison.Ordinal) + "public sealed class Conv2d;", "this.conv = conv;"),
        ["another namespace in the same"] = (Other().Replace("namespace Samples;", "namespace Samples.Inner;", StringComparison.Ordinal), "Granularity.PerTensor"),
        ["a directive that hides a using"] = (
            "#if NEVER\nusing Other = System.Object;\n#endif\n" + Other(), "Granularity.PerTensor"),
        ["a using in the namespace"] = (
            Other().Replace("namespace Samples;", "namespace Samples;\nusing Conv2d = TorchSharp.Modules.ReLU;", StringComparison.Ordinal), "private readonly Conv2d conv;"),
        ["the nullable context switched off"] = (Other().Replace("[Quantize", "#nullable disable\n[Quantize", StringComparison.Ordinal), "Granularity.PerTensor"),
        ["another part"] = (Other() + "public partial class Other { private sealed class Conv2d; }", null),
        ["braces of the namespace"] = (Other().Replace("namespace Samples;", "namespace Samples\n{", StringComparison.Ordinal) + "}", "Granularity.PerTensor"),
    };

    public static TheoryData<string> Names => [.. _others.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ClassIsReadAsIfItStoodAlone(string name)
    {
        var (source, expected) = _others[name];
        var (plain, other) = (Usings + Plain, source.StartsWith('#') ? source.Replace("#endif\n", "#endif\n" + Usings, StringComparison.Ordinal) : Usings + source);

        var alone = Generation.Run(Generation.Compile(other)).Files.ToArray();
        var first = Generation.Run(Generation.Compile(plain, other)).Files.ToArray();
        var last = Generation.Run(Generation.Compile(other, plain)).Files.ToArray();

        if (expected is null)
            Assert.Empty(alone);
        else
            Assert.Contains(expected, Assert.Single(alone).Text, StringComparison.Ordinal);
        var twin = Assert.Single(Generation.Run(Generation.Compile(plain)).Files);
        Assert.Equal([twin, .. alone], first);
        Assert.Equal([.. alone, twin], last);
    }

    private static string Other(
        string basis = "Module<Tensor, Tensor>", string members = "", string annotation = "Quantize(PerTensor)", string parameters = "") => $$"""
        namespace Samples;

        [{{annotation}}]
        public partial class Other{{parameters}} : {{basis}}
        {
            {{members}}
            private readonly Conv2d conv = null!;
            private readonly Module<Tensor, Tensor>? tail = ReLU();
            public Other() {{(basis.StartsWith("Module", StringComparison.Ordinal) ? ": base(\"Other\")" : "")}} => RegisterComponents();
            public override Tensor forward(Tensor x) => conv.call(x);
        }

        """;
}
