using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.FunctionalCallAnalyzer,
    QuantGen.CodeFixes.Rules.FunctionalCallCodeFix>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class FunctionalCallCodeFixTests
{
    [Fact]
    public Task FunctionsBecomeLayersMadeWhereTheOthersAre() => Fix.VerifyAsync(
        FunctionalCallTests.FunctionalNet,
        """
        namespace Samples;

        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;
            private readonly ReLU relu;
            private readonly AdaptiveAvgPool2d avgpool;
            private readonly Flatten flatten;
            private readonly Dropout dropout;

            public Net()
                : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                fc = Linear(8, 10);
                relu = ReLU(inplace: true);
                avgpool = AdaptiveAvgPool2d((1, 1));
                flatten = Flatten();
                dropout = Dropout(0.2);

                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = relu.call(conv.call(x));
                x = avgpool.call(x);
                x = flatten.call(x);
                return dropout.call(fc.call(x));
            }
        }
        """,
        title: "Make it a field 'relu' of type ReLU",
        twin: "Samples.QuantNet");

    [Fact]
    public Task StyleOfTheClassIsKept() => Fix.VerifyAsync(
        """
        using F = TorchSharp.torch.nn.functional;

        [Quantize]
        partial class Net : nn.Module<Tensor, Tensor>
        {
            private Module<Tensor, Tensor> _conv = nn.Conv2d(3, 8, 3);
            private Module<Tensor, Tensor> _fc = nn.Linear(8, 10);

            public Net() : base("Net")
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = [|torch.flatten|](_conv.call(x).[|relu|]().[|relu6_|](), 1);
                return _fc.call(x) + [|F.relu|](x);
            }
        }
        """,
        """
        using F = TorchSharp.torch.nn.functional;

        [Quantize]
        partial class Net : nn.Module<Tensor, Tensor>
        {
            private Module<Tensor, Tensor> _conv = nn.Conv2d(3, 8, 3);
            private Module<Tensor, Tensor> _fc = nn.Linear(8, 10);
            private Module<Tensor, Tensor> _flatten = nn.Flatten();
            private Module<Tensor, Tensor> _relu = nn.ReLU();
            private Module<Tensor, Tensor> _relu6 = nn.ReLU6(inplace: true);
            private Module<Tensor, Tensor> _relu2 = nn.ReLU();

            public Net() : base("Net")
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = _flatten.call(_relu6.call(_relu.call(_conv.call(x))));
                return _fc.call(x) + _relu2.call(x);
            }
        }
        """);

    [Fact]
    public Task DefaultsThatDifferAreWrittenOut() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly double rate;
            private readonly long[] size = { 2, 2 };
            private readonly Linear fc;

            public Net(double rate) : base("Net")
            {
                this.rate = rate;
                fc = Linear(8, 8);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = (x + x).[|flatten|]();
                x = x.[|flatten|](end_dim: 2);
                x = [|functional.dropout|](fc.call(x), inplace: true, training: this.training, p: rate);
                return [|functional.adaptive_avg_pool2d|](output_size: size, input: x);
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly double rate;
            private readonly long[] size = { 2, 2 };
            private readonly Linear fc;
            private readonly Flatten flatten;
            private readonly Flatten flatten2;
            private readonly Dropout dropout;
            private readonly AdaptiveAvgPool2d avgpool;

            public Net(double rate) : base("Net")
            {
                this.rate = rate;
                fc = Linear(8, 8);
                flatten = Flatten(0);
                flatten2 = Flatten(0, 2);
                dropout = Dropout(rate, inplace: true);
                avgpool = AdaptiveAvgPool2d(size);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = flatten.call(x + x);
                x = flatten2.call(x);
                x = dropout.call(fc.call(x));
                return avgpool.call(x);
            }
        }
        """);

    [Fact]
    public Task TypeAndFactoryAreQualifiedAsFarAsTheClassNeedsIt() => Fix.VerifyAsync(
        """
        namespace TorchSharp.Examples
        {
            // Nothing but an activation.
            [Quantize]
            partial class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
            {
                public Net() : base("Net")
                {
                    RegisterComponents();
                }

                public override torch.Tensor forward(torch.Tensor x)
                {
                    return x.[|relu6|]();
                }

                private static int ReLU6(bool inplace = false) => 1;
            }

            enum ReLU6;
        }
        """,
        """
        namespace TorchSharp.Examples
        {
            // Nothing but an activation.
            [Quantize]
            partial class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
            {
                private readonly Modules.ReLU6 relu6;

                public Net() : base("Net")
                {
                    relu6 = nn.ReLU6();
                    RegisterComponents();
                }

                public override torch.Tensor forward(torch.Tensor x)
                {
                    return relu6.call(x);
                }

                private static int ReLU6(bool inplace = false) => 1;
            }

            enum ReLU6;
        }
        """);

    [Fact]
    public Task ClassOnOneLineStaysOnOneLine() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net() : Module<Tensor, Tensor>("Net") { public override Tensor forward(Tensor x) => x.[|relu|](); }
        """,
        """
        [Quantize]
        partial class Net() : Module<Tensor, Tensor>("Net") { private readonly ReLU relu = ReLU(); public override Tensor forward(Tensor x) => relu.call(x); }
        """);

    [Fact]
    public Task LayerGoesBehindTheLastOneWhereverRegistrationIs() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc;
            private readonly Linear? down;

            public Net(bool deep) : base("Net")
            {
                fc = Linear(8, 8);
                if (deep)
                {
                    down = Linear(8, 8);
                }

                // Now that all are there:
                RegisterComponents();
                this.to(new Device("cpu"));
            }

            public Net() : this(true)
            {
            }

            public override Tensor forward(Tensor x)
            {
                // relu of the sum
                return (fc.call(x) + x).[|relu_|](); // in place
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc;
            private readonly Linear? down;
            private readonly ReLU relu;

            public Net(bool deep) : base("Net")
            {
                fc = Linear(8, 8);
                if (deep)
                {
                    down = Linear(8, 8);
                }
                relu = ReLU(inplace: true);

                // Now that all are there:
                RegisterComponents();
                this.to(new Device("cpu"));
            }

            public Net() : this(true)
            {
            }

            public override Tensor forward(Tensor x)
            {
                // relu of the sum
                return relu.call(fc.call(x) + x); // in place
            }
        }
        """);

    [Fact]
    public Task NoFixInALoopInStaticCodeOrAcrossAComment() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                for (var i = 0; i < 2; i++)
                    x = [|functional.relu|](fc.call(x));
                return Activate(x)
                    // and then
                    .[|relu6|]();
            }

            private static Tensor Activate(Tensor x) => x.[|relu|]();
        }
        """);

    [Fact]
    public Task AssuranceThatAValueIsNotNullIsKept() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                Tensor? sum = null;
                foreach (var part in x.chunk(2))
                    sum = sum is null ? part : sum + part;
                return fc.call([|functional.relu|](sum!)) + sum!.[|relu6|]();
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly ReLU relu = ReLU();
            private readonly ReLU6 relu6 = ReLU6();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                Tensor? sum = null;
                foreach (var part in x.chunk(2))
                    sum = sum is null ? part : sum + part;
                return fc.call(relu.call(sum!)) + relu6.call(sum!);
            }
        }
        """);
}
