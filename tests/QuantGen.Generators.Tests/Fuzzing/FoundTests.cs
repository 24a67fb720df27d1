using Xunit;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>What random models found, made small: each of these once threw, or had a twin that did not compile.</summary>
public sealed class FoundTests
{
    [Fact]
    public void UsingDirectivesOverSeveralLines() => AssertFine("""
        using QuantGen ;
        using TorchSharp // layers
            .Modules;
        using static TorchSharp
            .torch;
        using static TorchSharp. /* and */ torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);

    [Fact]
    public void SecondCallWithALineBreakBehindTheName() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly ConvTranspose2d conv = ConvTranspose2d(8, 8, 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.forward // again
                (conv.call(x));
        }
        """);

    [Fact]
    public void GuardWithACommentInIt() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear? fc;

            public Net(bool flag) : base("Net")
            {
                if (flag)
                    fc = Linear(8, 8);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = fc is // to the end
                    null ? x : fc.call(x);
                return fc is null ? x : fc.call(x);
            }
        }
        """);

    [Fact]
    public void LayerBehindAPropertyAtTwoPlaces() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 1);

            public Net() : base("Net") => RegisterComponents();

            private Module<Tensor, Tensor> Head => conv;

            public override Tensor forward(Tensor x) => Head.call(Head.call(x));
        }
        """);

    [Fact]
    public void ReferencesToMembersThatStayBehind() => AssertFine("""
        using System.Text;
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 1);
            private readonly bool flag;

            public Net(bool flag) : base("Net")
            {
                this.flag = flag;
                RegisterComponents();
            }

            /// <summary>Unlike <see cref="Unused"/> and <see cref="Mode.Wide"/>, beside <see cref="Helper"/>, on <see cref="conv"/> of a <see cref="Conv2d"/>.</summary>
            public override Tensor forward(Tensor x) => Helper(x);

            /// <summary>See <see cref="flag"/>, <see cref="Net.flag"/>, <see cref="StringBuilder"/> and <see cref="training"/>.</summary>
            private Tensor Helper(Tensor x) => conv.call(x);

            private bool Unused() => flag;

            private enum Mode { Wide }
        }
        """);

    [Fact]
    public void ExtensionMethodOfAContainer() => AssertFine("""
        using System.Linq;
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential stages = Sequential(ReLU(), Tanh());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var stage in stages.children().Cast<Module<Tensor, Tensor>>())
                    x = stage.call(x);
                return x;
            }
        }
        """);

    [Fact]
    public void LayerFromAMethodNamedByAKeyword() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d @class = Conv2d(4, 4, 1);
            private readonly Conv2d first = Conv2d(4, 4, 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Choose(1).call(first.call(x));

            private Conv2d Choose(int i) => @class;
        }
        """);

    [Fact]
    public void ElementsOfSeveralInputsByTheirClass() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Gate> gates = new(new Gate());
            private readonly ModuleList<Module<Tensor, Tensor, Tensor>> others = new(new Gate());
            private readonly ModuleDict<Gate> named = new();
            private readonly ModuleList<Module> any = new(new Gate());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (Gate gate in gates)
                    x = gate.call(x, x);
                foreach (var layer in others)
                {
                    var gate = (Net.Gate)layer;
                    x = gate.call(x, x) + ((Gate)layer).call(x, x);
                }

                foreach (var layer in any)
                    x = ((Gate)layer).call(x, x);
                Gate? last = named["last"];
                return last is null ? x : last.call(x, x);
            }

            [Quantize]
            internal sealed partial class Gate : Module<Tensor, Tensor, Tensor>
            {
                public Gate() : base("Gate") => RegisterComponents();

                public override Tensor forward(Tensor x, Tensor y) => x * y;
            }
        }
        """);

    [Fact]
    public void NestedClassInTheTypeOfAVariable() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(new Block());
            private readonly ModuleList<Block> others = new(new Block());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (Block block in others)
                    x = block.call(x);
                foreach (var layer in blocks)
                    x = ((Block)layer).call(x);
                Block last = others[0];
                return last.call(x);
            }

            [Quantize]
            internal sealed partial class Block : Module<Tensor, Tensor>
            {
                public Block() : base("Block") => RegisterComponents();

                public override Tensor forward(Tensor x) => x + x;
            }
        }
        """);

    [Fact]
    public void EmbeddingHeldAsAModule() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> embedding;
            private readonly Module<Tensor, Tensor>? extra;

            public Net(bool wide) : base("Net")
            {
                embedding = Embedding(4, 8, padding_idx: 1);
                extra = wide ? Embedding(4, 8) : null;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => extra is null ? embedding.call(x) : embedding.call(x) + extra.call(x);
        }
        """);

    private static void AssertFine(string text) => Assert.Empty(FuzzRun.Check([(0, text)], out _));
}
