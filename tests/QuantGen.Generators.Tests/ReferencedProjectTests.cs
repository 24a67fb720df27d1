using QuantGen.Generators.Tests.Support;
using QuantGen.Testing.Compilations;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>
/// Models may be spread over projects. An editor shows a generator the other project's symbols with their syntax, a build without: both must give the same
/// twins.
/// </summary>
public sealed class ReferencedProjectTests
{
    private const string Library = """
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Blocks;

        public static class Choices
        {
            public const Granularity Weights = Granularity.PerChannel;
            public const int Width = 4;
            public static bool IsWide(Tensor x) => x.shape[1] > Width;
        }

        public abstract class Root : Module<Tensor, Tensor>
        {
            protected readonly Conv2d stem = Conv2d(Choices.Width, Choices.Width, 1);
            protected readonly ReLU relu = ReLU();
            protected Root(string name) : base(name) { }
            protected Tensor Start(Tensor x) => relu.call(stem.call(x));
        }

        public abstract class Whole : Root
        {
            protected Whole() : base("Whole") => RegisterComponents();
            public override Tensor forward(Tensor x) => Start(x);
        }

        [Quantize]
        public partial class Block : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(Choices.Width, Choices.Width, 1);
            public Block() : base("Block") => RegisterComponents();
            public override Tensor forward(Tensor x) => conv.call(x);
        }

        [KeepFloat]
        public class Kept : Module<Tensor, Tensor>
        {
            public Kept() : base("Kept") { }
            public override Tensor forward(Tensor x) => x;
        }

        public class Plain : Module<Tensor, Tensor>
        {
            public Plain() : base("Plain") { }
            public override Tensor forward(Tensor x) => x;
        }
        """;

    private const string Usings = """
        using Blocks;
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;


        """;

    [Theory]
    [InlineData("[Quantize] public partial class Model : Root { private readonly Conv2d conv = Conv2d(4, 4, 1); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => conv.call(x); }")]
    [InlineData("[Quantize] public partial class Model : Root { private readonly Conv2d conv = Conv2d(4, 4, 1); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => conv.call(Start(x)); }")]
    [InlineData("[Quantize] public partial class Model : Whole { }")]
    [InlineData("[Quantize] public partial class Model : Block { }")]
    [InlineData("[Quantize(Choices.Weights)] public partial class Model : Module<Tensor, Tensor> { private readonly Conv2d conv = Conv2d(Choices.Width, 4, 1); private readonly Block block = new(); private readonly Kept kept = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => kept.call(block.call(conv.call(x))); }")]
    [InlineData("[Quantize] public partial class Model : Module<Tensor, Tensor> { private readonly Plain plain = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => plain.call(x); }")]
    [InlineData("[Quantize, Export] public partial class Model : Module<Tensor, Tensor> { private readonly Block block = new(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => Choices.IsWide(x) ? block.call(x) : x; }")]
    [InlineData("[Quantize, Export] public partial class Model : Module<Tensor, Tensor> { private readonly Block block = new(); private readonly ReLU relu = ReLU(); public Model() : base(\"Model\") => RegisterComponents(); public override Tensor forward(Tensor x) => relu.call(block.call(x)); }")]
    [InlineData("[Quantize, Export] public partial class Model : Whole { }")]
    public void AnEditorSeesWhatABuildSees(string model)
    {
        var library = Generation.Run(Library).AssertCompiles().Output;
        var (built, edited) = (Run(ReferenceKind.File), Run(ReferenceKind.Source));
        Assert.Equal(built.Files, edited.Files);

        Generation Run(ReferenceKind kind)
        {
            var app = Generation.Compile(Usings + model);
            return Generation.Run(app.AddReferences(References.To(library, kind)));
        }
    }
}
