using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.LayerReusedAnalyzer,
    QuantGen.CodeFixes.Rules.LayerReusedCodeFix>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerReusedCodeFixTests
{
    [Fact]
    public Task SecondCallGetsAFieldMadeLikeTheFirst() => Fix.VerifyAsync(
        LayerReusedTests.SharedRelu,
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
            private readonly AvgPool2d pool;

            public Net() : base("Net")
            {
                pool = AvgPool2d(2);
                RegisterComponents();
            }

            public Net(long size) : base("Net")
            {
                pool = AvgPool2d(
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
            private readonly AvgPool2d pool;
            private readonly AvgPool2d pool2;

            public Net() : base("Net")
            {
                pool = AvgPool2d(2);
                pool2 = AvgPool2d(2);
                RegisterComponents();
            }

            public Net(long size) : base("Net")
            {
                pool = AvgPool2d(
                    size,
                    stride: 2);
                pool2 = AvgPool2d(
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
}
