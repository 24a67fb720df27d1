using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<QuantGen.Analyzers.Rules.LayerReusedAnalyzer, QuantGen.CodeFixes.Rules.LayerReusedCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.LayerReusedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerReusedTests
{
    private const string SharedRelu = """
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
        "'relu' is called at 2 places in forward: a range attached to it has to cover tensors whose ranges differ; give each call a layer of its own");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(SharedRelu);

    [Fact]
    public Task SecondCallGetsAFieldMadeLikeTheFirst() => Fix.VerifyAsync(
        SharedRelu,
        """
        namespace Samples;

        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1;
            private readonly ReLU relu;
            private readonly ReLU relu2;
            private readonly Conv2d conv2;

            public Net()
                : base("Net")
            {
                conv1 = Conv2d(3, 8, 3);
                relu = ReLU(inplace: true); // shared
                relu2 = ReLU(inplace: true);
                conv2 = Conv2d(8, 8, 3);

                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = relu.call(conv1.call(x));
                return relu2.call(conv2.call(x));
            }
        }
        """,
        title: "Give this call a layer of its own, 'relu2'",
        twin: "Samples.QuantNet");

    [Fact]
    public Task EveryFurtherCallGetsItsOwnFieldInTheStyleOfTheFirst() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> fc = Linear(8, 8);
            private readonly Module<Tensor, Tensor> act = ReLU(), out2 = Dropout();

            public Net() : base("Net") => RegisterComponents();

            // Two activations, one after the other.
            public override Tensor forward(Tensor x) => [|act|].call(fc.forward([|this.act|].forward(act.call(x))));
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> fc = Linear(8, 8);
            private readonly Module<Tensor, Tensor> act = ReLU(), out2 = Dropout();
            private readonly Module<Tensor, Tensor> act2 = ReLU();
            private readonly Module<Tensor, Tensor> act3 = ReLU();

            public Net() : base("Net") => RegisterComponents();

            // Two activations, one after the other.
            public override Tensor forward(Tensor x) => act2.call(fc.forward(this.act3.forward(act.call(x))));
        }
        """,
        twin: "QuantNet");

    [Fact]
    public Task NewNamesAvoidWhatTheClassAlreadyUses() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu1;
            private readonly ReLU relu2;

            public Net(bool inplace) : base("Net")
            {
                this.relu1 = ReLU(inplace);
                this.relu2 = ReLU(inplace);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var relu3 = relu1.call(x);
                return relu2.call([|relu1|].call(relu3));
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu1;
            private readonly ReLU relu2;
            private readonly ReLU relu4;

            public Net(bool inplace) : base("Net")
            {
                this.relu1 = ReLU(inplace);
                this.relu2 = ReLU(inplace);
                this.relu4 = ReLU(inplace);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var relu3 = relu1.call(x);
                return relu2.call(relu4.call(relu3));
            }
        }
        """);

    [Fact]
    public Task EveryConstructorAndTheDisposalFollow() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool;

            public Net() : base("Net")
            {
                pool = MaxPool2d(2);
                RegisterComponents();
            }

            public Net(long size) : base("Net")
            {
                pool = MaxPool2d(
                    size,
                    stride: 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = pool.call(x);
                return [|pool|].call(x);
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    pool.Dispose();
                }

                base.Dispose(disposing);
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool;
            private readonly MaxPool2d pool2;

            public Net() : base("Net")
            {
                pool = MaxPool2d(2);
                pool2 = MaxPool2d(2);
                RegisterComponents();
            }

            public Net(long size) : base("Net")
            {
                pool = MaxPool2d(
                    size,
                    stride: 2);
                pool2 = MaxPool2d(
                    size,
                    stride: 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = pool.call(x);
                return pool2.call(x);
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    pool.Dispose();
                    pool2.Dispose();
                }

                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task PartsOfAClassInSeveralFilesAreEditedTogether() => Fix.VerifyAsync(
        [
            """
            partial class Net
            {
                private readonly ReLU relu;

                public Net() : base("Net")
                {
                    relu = ReLU();
                    RegisterComponents();
                }
            }
            """,
            """
            [Quantize]
            partial class Net : Module<Tensor, Tensor>
            {
                public override Tensor forward(Tensor x)
                {
                    var y = relu.call(x);
                    return y + [|relu|].call(x + y) + [|relu|].call(y);
                }
            }
            """,
        ],
        [
            """
            partial class Net
            {
                private readonly ReLU relu;
                private readonly ReLU relu2;
                private readonly ReLU relu3;

                public Net() : base("Net")
                {
                    relu = ReLU();
                    relu2 = ReLU();
                    relu3 = ReLU();
                    RegisterComponents();
                }
            }
            """,
            """
            [Quantize]
            partial class Net : Module<Tensor, Tensor>
            {
                public override Tensor forward(Tensor x)
                {
                    var y = relu.call(x);
                    return y + relu2.call(x + y) + relu3.call(y);
                }
            }
            """,
        ]);

    [Fact]
    public Task LayerWithWeightsIsSplitOnlyUnderATitleThatSaysSo() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3);
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = conv.call(x);
                return relu.call([|conv|].call(x));
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(8, 8, 3);
            private readonly Conv2d conv2 = Conv2d(8, 8, 3);
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = conv.call(x);
                return relu.call(conv2.call(x));
            }
        }
        """,
        title: "Give this call a layer of its own, 'conv2', with weights of its own");

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
        "'conv' is called at 3 places in forward: the twin gives each place an input range of its own, but the weights and their range stay "
        + "shared; give each call a layer of its own unless the weights are shared on purpose",
        "'conv' is called in a loop: one input range has to cover tensors whose ranges differ, and the weights stay shared; call the layers of "
        + "a ModuleList, one a pass");

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
        "'head' is called at 2 places in forward: the quantizers in it take tensors whose ranges differ for one, and its weights stay shared; "
        + "give each call a layer of its own unless the weights are shared on purpose");

    [Fact]
    public Task CallInALoopIsReportedWithoutAFix() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                for (var i = 0; i < 3; i++)
                    x = [|relu|].call(x);
                while (x.size(0) > 1)
                {
                    x = [|fc|].call(x);
                }

                return x;
            }
        }
        """);

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
        "'relu' is called in a loop: a range attached to it has to cover tensors whose ranges differ; call the layers of a ModuleList, one a pass");

    [Fact]
    public Task HelperThatRunsTwiceIsReportedWithoutAFix() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                return Activate(Activate(x));
            }

            private Tensor Activate(Tensor x) => [|relu|].call(x);
        }
        """);

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
        "'relu' is called in 'Activate', which forward runs more than once: a range attached to it has to cover tensors whose ranges differ; "
        + "hand the layer to the helper as an argument, or write one helper a place");

    [Fact]
    public Task LocalsNullableCallsAndPropertiesAreSeenThrough() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU? relu = ReLU();
            private Dropout Drop { get; } = Dropout();
            private readonly Module<Tensor, Tensor>? down = Linear(2, 2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var activation = relu;
                x = activation!.call(x);
                x = [|relu|]?.call(x) ?? x;
                x = [|Drop|].call(Drop.call(x));
                if (down is { } shortcut)
                    x = shortcut.call(x) + [|down|].call(x);
                return x;
            }
        }
        """);

    [Fact]
    public Task SameInstanceFromOutsideCannotBeSplit() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu;
            private readonly Sequential tail;

            public Net(ReLU activation, List<(string, Module<Tensor, Tensor>)> modules) : base("Net")
            {
                relu = activation;
                tail = Sequential(modules);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => [|tail|].call([|relu|].call(tail.call(relu.call(x))));
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
}
