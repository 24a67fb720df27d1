using Xunit;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>As <see cref="FoundTests"/>, of classes that derive from one of the user's own.</summary>
public sealed class FoundBaseClassTests
{
    [Fact]
    public void FieldThatHidesOneOfTheBaseClass() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            protected readonly Dropout drop = Dropout(0.1);

            public override Tensor forward(Tensor x) => drop.call(x);
        }

        [Quantize]
        public sealed partial class Net : Base
        {
            private new readonly ReLU? drop;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => base.forward(x) + (drop?.call(x) ?? x);
        }
        """);

    [Fact]
    public void ForwardOfTheBaseClassCalledFromAnOverride() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            protected readonly Tanh tanh = Tanh();

            protected virtual Tensor Stage(Tensor a) => a + a;

            public override Tensor forward(Tensor x) => tanh.call(x);
        }

        [Quantize]
        public sealed partial class Net() : Base("Net")
        {
            protected override Tensor Stage(Tensor a) => base.forward(a) / 2;

            public override Tensor forward(Tensor x) => Stage(x);
        }
        """);

    [Fact]
    public void StaticMemberOfTheBaseClassInAnInterpolatedString() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            internal static int Steps => 2;

            public override Tensor forward(Tensor x)
            {
                if (training)
                    throw new System.InvalidOperationException($"at {Steps:D} of {Steps + 1} and {(Steps)}");
                return x;
            }
        }

        [Quantize]
        public sealed partial class Net() : Base("Net");
        """);

    [Fact]
    public void PrivateConstantOfTheBaseClassNamedLikeAMember() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            private const int Steps = 2;

            public override Tensor forward(Tensor x) => Steps > 1 ? x : x + x;
        }

        [Quantize]
        public sealed partial class Net() : Base("Net")
        {
            internal static int Steps => 2;

            public override Tensor forward(Tensor x)
            {
                x = base.forward(x);
                switch (Steps)
                {
                    case 0:
                        break;
                }

                return x;
            }
        }
        """);

    [Fact]
    public void MethodThatHidesAFieldOfTheBaseClass() => AssertFine("""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public abstract class Base(string name) : Module<Tensor, Tensor>(name)
        {
            protected readonly Linear value = Linear(8, 8);
            protected readonly Linear other = Linear(8, 8);

            public override Tensor forward(Tensor x) => x;
        }

        [Quantize]
        public sealed partial class Net() : Base("Net")
        {
            public override Tensor forward(Tensor x) => value(x);

            private static Tensor value(Tensor x) => x + x;

            private Tensor other() => zeros(1);
        }
        """);

    private static void AssertFine(string text) => Assert.Empty(FuzzRun.Check([(0, text)], out _));
}
