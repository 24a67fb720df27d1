using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.LayerReusedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerReusedTests
{
    internal const string SharedRelu = """
        namespace Samples;

        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1;
            private readonly ReLU relu;
            private readonly Conv2d conv2;

            public Net()
                : base("Net")
            {
                conv1 = Conv2d(3, 8, 3);
                relu = ReLU(inplace: true); // shared
                conv2 = Conv2d(8, 8, 3);

                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = relu.call(conv1.call(x));
                return [|relu|].call(conv2.call(x));
            }
        }
        """;

    [Fact]
    public Task MessageNamesTheLayerTheNumberOfPlacesAndTheWayOut() => Rule.VerifyAsync(
        SharedRelu,
        "'relu' is called at 2 places in forward: a range attached to it has to cover tensors whose ranges differ; give each call a layer "
        + "of its own");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(SharedRelu);

    [Fact]
    public Task MessageSaysWhatTheCallsOfEachKindOfLayerShare() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> conv = Conv2d(8, 8, 3);
            private readonly BatchNorm2d bn = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = bn.call(conv.call(x));
                x = [|bn|].call([|conv|].call(x));
                for (var i = 0; i < 2; i++)
                    x = [|conv|].call(x);
                return x;
            }
        }
        """,
        "'bn' is called at 2 places in forward: its running statistics mix tensors whose ranges differ, and it cannot be merged into a "
        + "convolution; give each call a layer of its own unless the weights are shared on purpose",
        "'conv' is called at 3 places in forward: the twin gives each place an input range of its own, but the weights and their range "
        + "stay shared; give each call a layer of its own unless the weights are shared on purpose",
        "'conv' is called in a loop: one input range has to cover tensors whose ranges differ, and the weights stay shared; call the "
        + "layers of a ModuleList, one a pass unless the weights are shared on purpose");

    [Fact]
    public Task LayersThatStepThroughASequenceOrLookUpWordsAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Embedding words = Embedding(8, 8);
            private readonly GRUCell cell = GRUCell(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var state = words.call(x) + words.call(x.neg());
                for (var i = 0; i < 3; i++)
                    state = cell.call(state, state);
                return state;
            }
        }
        """);

    [Fact]
    public Task LayerWithFloatWeightsSharesThoseAndWhatIsAttached() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LayerNorm norm = LayerNorm(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|norm|].call(norm.call(x));
        }
        """,
        "'norm' is called at 2 places in forward: its weights stay shared, and a range attached to it has to cover tensors whose ranges "
        + "differ; give each call a layer of its own unless the weights are shared on purpose");

    [Fact]
    public Task UnknownLayerIsTakenToHaveQuantizersAndWeights() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> head;

            public Net(Module<Tensor, Tensor> head) : base("Net")
            {
                this.head = head;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => head.call(x) + [|head|].call(x.flatten(1));
        }
        """,
        "'head' is called at 2 places in forward: the quantizers in it take tensors whose ranges differ for one, and its weights stay "
        + "shared; give each call a layer of its own unless the weights are shared on purpose");

    [Fact]
    public Task LoopIsNamedInTheMessage() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var size in new[] { 1, 2 })
                    x = [|relu|].call(x) * size;
                return x;
            }
        }
        """,
        "'relu' is called in a loop: a range attached to it has to cover tensors whose ranges differ; call the layers of a ModuleList, "
        + "one a pass");

    [Fact]
    public Task HelperIsNamedInTheMessage() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                return Activate(x) + Activate(x);

                Tensor Activate(Tensor y) => [|relu|].call(y);
            }
        }
        """,
        "'relu' is called in 'Activate', which forward runs more than once: a range attached to it has to cover tensors whose ranges "
        + "differ; write its calls out in forward, each with a layer of its own");

    [Fact]
    public Task LocalsNullableCallsAndPropertiesAreSeenThrough() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU? relu = ReLU();
            private ReLU6 Clip { get; } = ReLU6();
            private readonly Module<Tensor, Tensor>? down = Linear(2, 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var activation = relu;
                x = activation!.call(x);
                x = [|relu|]?.call(x) ?? x;
                x = [|Clip|].call(Clip.call(x));
                if (down is { } shortcut)
                    x = shortcut.call(x) + [|down|].call(x);
                return x;
            }
        }
        """);

    [Fact]
    public Task ArmsOfAnIfMayShareALayer() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly Linear? down = null;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                if (down is not null)
                    return relu.call(down.call(x));

                return x.size(0) > 1 ? relu.call(x) : relu.call(x + 1);
            }
        }
        """);

    [Fact]
    public Task ElementsOfAModuleListAreDifferentLayers() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(Linear(2, 2), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var block in blocks)
                    x = block.call(x);
                return blocks[0].call(blocks[1].call(x));
            }
        }
        """);

    [Fact]
    public Task ClassesWithoutAnnotationLayersKeptInFloatAndCodeOutsideForwardAreLeftAlone() => Rule.VerifyAsync(
        """
        class Plain : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Plain() : base("Plain") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(relu.call(x));
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly ReLU relu = ReLU();
            private readonly Linear fc = Linear(2, 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(relu.call(relu.call(x)));

            public Tensor Features(Tensor x) => fc.call(fc.call(x));
        }
        """);

    [Fact]
    public Task LayersThatPassValuesOnMayRunAgain() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool = MaxPool2d(2);
            private readonly Module<Tensor, Tensor> up = Upsample(scale_factor: [2.0]);
            private readonly Dropout drop = Dropout();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                for (var i = 0; i < 3; i++)
                    x = pool.call(x);
                x = drop.call(up.call(x));
                return drop.call(up.call(x));
            }
        }
        """);

    [Fact]
    public Task ForwardAndHelpersOfBaseClassesCountAndAreSaidOnce() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected readonly ReLU relu = ReLU();

            protected Base(string name) : base(name)
            {
            }

            public override Tensor forward(Tensor x) => Head([|relu|].call(relu.call(x)));

            protected abstract Tensor Head(Tensor x);
        }

        [Quantize]
        partial class First : Base
        {
            private readonly ReLU6 clip = ReLU6();

            public First() : base("First") => RegisterComponents();

            protected override Tensor Head(Tensor x) => [|clip|].call(clip.call(x));
        }

        [Quantize]
        partial class Second : Base
        {
            public Second() : base("Second") => RegisterComponents();

            protected override Tensor Head(Tensor x) => x;
        }
        """);
}
