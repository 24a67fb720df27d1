using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;

namespace QuantGen.Generators.Tests.Budgets;

/// <summary>
/// A number of classes that a generator writes code for, a file each, with a block that all of them use and a file that none does, and the edits of
/// <see cref="Scenario"/>. The classes differ only in their names.
/// </summary>
public sealed class Workload
{
    private static readonly CSharpParseOptions _options = new(LanguageVersion.CSharp12);
    private static readonly ImmutableArray<MetadataReference> _references = ReadReferences();

    private readonly string[] _classes;
    private readonly string _block;
    private readonly (string Old, string New) _edit;
    private readonly (string Old, string New) _comment;
    private readonly (string Old, string New) _blockEdit;
    private readonly Func<IIncrementalGenerator> _generator;

    private Workload(
        string text,
        string block,
        int classes,
        Func<IIncrementalGenerator> generator,
        (string Old, string New) edit,
        (string Old, string New) comment,
        (string Old, string New) blockEdit)
    {
        _classes = [.. Enumerable.Range(0, classes).Select(number => text.Replace("@", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
        (_block, _generator, _edit, _comment, _blockEdit) = (block, generator, edit, comment, blockEdit);
    }

    /// <summary>How many classes there are.</summary>
    public int Count => _classes.Length;

    /// <summary>Residual blocks of seven layers and a block: the small model.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="generator">What runs over them; our generator if it is left out.</param>
    public static Workload Models(int classes, Func<IIncrementalGenerator>? generator = null) => new(
        Model,
        Block,
        classes,
        generator ?? (static () => new QuantizeGenerator()),
        ("return relu2.call(output);", "return relu2.call(output + @ + x);"),
        ("// The skip.", "// The skip connection, @."),
        ("[Quantize]", "[KeepFloat /* @ */]"));

    /// <summary>Contexts of System.Text.Json for classes of eight properties: what others take for as much.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="generator">The assembly of its generator, see <see cref="JsonGenerator"/>.</param>
    public static Workload Json(int classes, string generator)
    {
        var type = Assembly.LoadFrom(generator).GetTypes().Single(static type => type.Name == "JsonSourceGenerator");
        return new Workload(
            Context,
            Shared,
            classes,
            () => (IIncrementalGenerator)Activator.CreateInstance(type)!,
            ("public double Weight", "public float Weight@"),
            ("// The weight.", "// The weight in kilograms, @."),
            ("public int Code", "public long Code@"));
    }

    /// <summary>The assembly of System.Text.Json's generator in the SDK's targeting pack; null where that is not installed.</summary>
    public static string? JsonGenerator()
    {
        var packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../packs/Microsoft.NETCore.App.Ref");
        return !Directory.Exists(packs)
            ? null
            : Directory.GetFiles(packs, "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault();
    }

    /// <summary>A driver that has not run yet.</summary>
    public GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([_generator().AsSourceGenerator()], parseOptions: _options);

    /// <summary>The classes in a compilation of which no file was seen before.</summary>
    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Workload",
        ParseAll(),
        _references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A compilation with an edit, as an IDE makes it: every other file is the same.</summary>
    /// <param name="start">What <see cref="Compile"/> gave.</param>
    /// <param name="scenario">The edit; for <see cref="Scenario.Cold"/> and <see cref="Scenario.NewFiles"/> there is none, and all files are new.</param>
    /// <param name="round">Tells one edit of a kind from the next.</param>
    public CSharpCompilation Edit(CSharpCompilation start, Scenario scenario, int round) => scenario switch
    {
        Scenario.Unrelated => Replace(start, Count + 1, Unrelated(round + 1)),
        Scenario.Shift => Replace(start, 0, $"// Line {round}.\n{_classes[0]}"),
        Scenario.EditOne => Replace(start, 0, Changed(_classes[0], _edit, round)),
        Scenario.Comment => Replace(start, 0, Changed(_classes[0], _comment, round)),
        Scenario.EditBlock => Replace(start, Count, Changed(_block, _blockEdit, round)),
        Scenario.NewFiles => start.RemoveAllSyntaxTrees().AddSyntaxTrees(ParseAll()),
        _ => Compile(),
    };

    private static CSharpCompilation Replace(CSharpCompilation start, int number, string text) =>
        start.ReplaceSyntaxTree(start.SyntaxTrees[number], Parse(text, number));

    // No text comes twice: a generator that remembers what it read would know it from the round before.
    private static string Changed(string text, (string Old, string New) edit, int round) =>
        text.Contains(edit.Old, StringComparison.Ordinal)
            ? text.Replace(edit.Old, edit.New.Replace("@", round.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), StringComparison.Ordinal)
            : throw new InvalidOperationException($"The text does not contain '{edit.Old}'.");

    private IEnumerable<SyntaxTree> ParseAll() => ((string[])[.. _classes, _block, Unrelated(0)]).Select(Parse);

    private static SyntaxTree Parse(string text, int number) => CSharpSyntaxTree.ParseText(text, _options, $"File{number}.cs");

    private static string Unrelated(int round) => $"namespace Samples; internal static class Other {{ public static int X => {round}; }}";

    // The running framework stands for the targeting pack, which has the same types.
    private static ImmutableArray<MetadataReference> ReadReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static file => Path.GetFileName(file) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll" or "System.Text.Json.dll" or "netstandard.dll"
                or "System.Memory.dll" or "System.Linq.dll" or "System.Collections.Immutable.dll")
            .Append(typeof(torch).Assembly.Location)
            .Append(typeof(QuantizeAttribute).Assembly.Location)
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    private const string Model = """
        using QuantGen;
        using TorchSharp.Modules;
        using static QuantGen.Granularity;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        /// <summary>A residual block.</summary>
        [Quantize(PerChannel)]
        public sealed partial class Model@ : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1;
            private readonly BatchNorm2d bn1;
            private readonly ReLU relu;
            private readonly Conv2d conv2;
            private readonly BatchNorm2d bn2;
            private readonly ReLU relu2;
            private readonly Module<Tensor, Tensor>? downsample;
            private readonly Block block;

            public Model@(long inputs, long outputs, long stride = 1) : base(nameof(Model@))
            {
                conv1 = Conv2d(inputs, outputs, 3, stride, padding: 1, bias: false);
                bn1 = BatchNorm2d(outputs);
                relu = ReLU();
                conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
                bn2 = BatchNorm2d(outputs);
                relu2 = ReLU();
                if (stride != 1 || inputs != outputs)
                    downsample = Sequential(Conv2d(inputs, outputs, 1, stride, bias: false), BatchNorm2d(outputs));
                block = new Block();
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var identity = x;

                var output = relu.call(bn1.call(conv1.call(x)));
                output = bn2.call(conv2.call(output));

                // The skip.
                if (downsample is not null)
                    identity = downsample.call(x);

                output += block.call(identity);
                return relu2.call(output);
            }
        }
        """;

    private const string Block = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 1);

            public Block() : base(nameof(Block)) => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    private const string Context = """
        using System.Text.Json.Serialization;

        namespace Samples;

        [JsonSerializable(typeof(Poco@))]
        internal sealed partial class Context@ : JsonSerializerContext;

        public sealed class Poco@
        {
            public int Id { get; set; }
            public string? Name { get; set; }
            // The weight.
            public double Weight { get; set; }
            public bool IsOpen { get; set; }
            public string? Street { get; set; }
            public int Number { get; set; }
            public long Total { get; set; }
            public Shared? Shared { get; set; }
        }
        """;

    private const string Shared = """
        namespace Samples;

        public sealed class Shared
        {
            public int Code { get; set; }
        }
        """;
}
