using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.LayerNotRegisteredAnalyzer,
    QuantGen.CodeFixes.Rules.LayerNotRegisteredCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.LayerNotRegisteredAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerNotRegisteredTests
{
    private const string NeverRegistered = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly BatchNorm2d bn;
            private readonly ReLU relu;
            private readonly Linear fc;

            public [|Net|]() : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                bn = BatchNorm2d(8);
                relu = ReLU();
                fc = Linear(8, 8);
                Start = DateTime.UnixEpoch;
            }

            public DateTime Start { get; }

            public override Tensor forward(Tensor x) => fc.call(relu.call(bn.call(conv.call(x))));
        }
        """;

    private const string Late = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;
            private readonly Linear head;

            public Net(long classes) : base("Net")
            {
                conv = Conv2d(3, 8, 3);

                RegisterComponents();

                var features = classes * 2;
                [|fc|] = Linear(8, features);
                [|this.head|] = Linear(features, classes);
            }

            public override Tensor forward(Tensor x) => head.call(fc.call(conv.call(x)));
        }
        """;

    [Fact]
    public Task MessageOfAClassThatNeverRegistersNamesItsLayers() => Rule.VerifyAsync(
        NeverRegistered,
        "'Net' never calls RegisterComponents(): parameters(), state_dict() and to() do not see 'conv', 'bn', 'relu' and 1 more, so "
        + "they are not trained, saved or moved with the model; call it at the end of the constructor");

    [Fact]
    public Task ClassWithAPrimaryConstructorAloneNeedsAnother() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class [|Net|]() : Module<Tensor, Tensor>("Net")
        {
            private readonly Linear fc = Linear(8, 8);

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        "'Net' never calls RegisterComponents(): parameters(), state_dict() and to() do not see 'fc', so it is not trained, saved or moved with "
        + "the model; give the class a constructor that calls it");

    [Fact]
    public Task MessageOfALateLayerNamesIt() => Rule.VerifyAsync(
        Late,
        "'fc' is assigned after RegisterComponents(): parameters(), state_dict() and to() do not see it, so it is not "
        + "trained, saved or moved with the model; assign it before that call",
        "'head' is assigned after RegisterComponents(): parameters(), state_dict() and to() do not see it, so it is not "
        + "trained, saved or moved with the model; assign it before that call");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Late);

    [Fact]
    public Task MissingCallIsAddedBehindTheLastLayer() => Fix.VerifyAsync(
        NeverRegistered,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly BatchNorm2d bn;
            private readonly ReLU relu;
            private readonly Linear fc;

            public Net() : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                bn = BatchNorm2d(8);
                relu = ReLU();
                fc = Linear(8, 8);
                RegisterComponents();
                Start = DateTime.UnixEpoch;
            }

            public DateTime Start { get; }

            public override Tensor forward(Tensor x) => fc.call(relu.call(bn.call(conv.call(x))));
        }
        """,
        title: "Call RegisterComponents() when the layers are made",
        twin: "QuantNet");

    [Fact]
    public Task MissingCallIsAddedToEmptyConstructorsToo() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public [|Net|]() : base("Net")
            {
            }

            public Net(string name) : base(name) { }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net")
            {
                RegisterComponents();
            }

            public Net(string name) : base(name) { RegisterComponents(); }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task CallMovesBehindTheLastLayer() => Fix.VerifyAsync(
        Late,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;
            private readonly Linear head;

            public Net(long classes) : base("Net")
            {
                conv = Conv2d(3, 8, 3);

                var features = classes * 2;
                fc = Linear(8, features);
                this.head = Linear(features, classes);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => head.call(fc.call(conv.call(x)));
        }
        """,
        title: "Call RegisterComponents() after the last layer",
        twin: "QuantNet");

    [Fact]
    public Task LayerMovesUpWhereSomethingNeedsTheComponents() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;

            public Net(Device? device = null) : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                RegisterComponents();
                if (device is not null)
                    this.to(device);

                [|fc|] = Linear(8, 8);
            }

            public override Tensor forward(Tensor x) => fc.call(conv.call(x));
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;

            public Net(Device? device = null) : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                fc = Linear(8, 8);
                RegisterComponents();
                if (device is not null)
                    this.to(device);
            }

            public override Tensor forward(Tensor x) => fc.call(conv.call(x));
        }
        """,
        title: "Assign 'fc' before RegisterComponents()");

    [Fact]
    public Task LayerThatNeedsWhatComesInBetweenStaysWhereItIs() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly Linear fc;

            public Net(Device device) : base("Net")
            {
                conv = Conv2d(3, 8, 3);
                RegisterComponents();
                this.to(device);
                var count = parameters().Count();
                [|fc|] = Linear(8, count);
            }

            public override Tensor forward(Tensor x) => fc.call(conv.call(x));
        }
        """);

    [Fact]
    public Task LayersOfABaseRegisteredByNameOrByAHelperAreKnown() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected Base(string name) : base(name) => RegisterComponents();
        }

        [Quantize]
        partial class Derived : Base
        {
            private readonly Linear fc = Linear(8, 8);

            public Derived() : base("Derived")
            {
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }

        [Quantize]
        partial class Named : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Named() : base("Named") => register_module("classifier", fc);

            public override Tensor forward(Tensor x) => fc.call(x);
        }

        [Quantize]
        partial class Helped : Module<Tensor, Tensor>
        {
            private Linear fc = null!;

            public Helped() : base("Helped")
            {
                Build();
            }

            public override Tensor forward(Tensor x) => fc.call(x);

            private void Build()
            {
                fc = Linear(8, 8);
                RegisterComponents();
            }
        }
        """);

    [Fact]
    public Task LayersThatForwardDoesNotCallAndArmsThatExcludeEachOtherAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc;
            private readonly Linear spare;

            public Net(bool wide) : base("Net")
            {
                if (wide)
                {
                    fc = Linear(80, 80);
                    RegisterComponents();
                }
                else
                {
                    fc = Linear(8, 8);
                    RegisterComponents();
                }

                spare = Linear(2, 2);
            }

            public override Tensor forward(Tensor x) => fc.call(x);

            public Tensor Other(Tensor x) => spare.call(x);
        }
        """);
}
