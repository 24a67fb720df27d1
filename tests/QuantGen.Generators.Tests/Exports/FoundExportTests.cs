using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>What random models found of symbolic forwards, made small: each of these once had one that did not compile.</summary>
public sealed class FoundExportTests
{
    private const string FixedPoint = "[assembly: QuantGen.Quantize(QuantGen.Granularity.PerTensor, Target = QuantGen.QuantizationTarget.PowerOfTwo)]";

    [Fact]
    public void ClipOfATensorThatDependsOnNoInputStaysACall() => AssertFine("""
        private readonly Linear fc = Linear(8, 8);
        private readonly ReLU relu = ReLU();
        private readonly TorchSharp.Modules.Parameter table = Parameter(ones(8));

        public override Tensor forward(Tensor x)
        {
            return relu.call(fc.call(x)) + Table();

            Tensor Table() => relu.call(table);
        }
        """);

    [Fact]
    public void OptionalClipOfATensorThatDependsOnNoInputStaysACall() => AssertFine("""
        private readonly Linear fc = Linear(8, 8);
        private readonly TorchSharp.Modules.Parameter table = Parameter(ones(8));

        public override Tensor forward(Tensor x)
        {
            Tensor y = table + table;
            if (training)
                return y;

            return fc.call(x) + y;
        }
        """);

    [Fact]
    public void ArgumentsNamedAsAnOverloadOfCallNamesThem()
    {
        var run = Generation.Run("""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Export]
            public sealed partial class Gate : Module<Tensor, Tensor, Tensor>
            {
                public Gate() : base("Gate") => RegisterComponents();

                public override Tensor forward(Tensor x, Tensor @in) => x * @in;

                public new Tensor call(Tensor x, Tensor y) => base.call(x, y);
            }

            [Export]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Gate gate = new();

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => gate.call(y: x, x: x) + gate.call(x, input2: x) + gate.forward(@in: x, x: x);
            }
            """).AssertCompiles();

        Assert.Contains("gate.Trace(@in: x, x: x) + gate.Trace(x, @in: x) + gate.Trace(@in: x, x: x)", run.Files.Last().Text);
    }

    [Fact]
    public void VariableOfADeconstructionThatIsATensorAtFirstGetsItsType() => AssertFine("""
        private readonly Linear fc = Linear(8, 8);
        private readonly TorchSharp.Modules.Parameter table = Parameter(ones(8));

        public override Tensor forward(Tensor x)
        {
            (var y, var factor) = (table + table, 2);
            if (training)
                y = fc.call(x);

            return x + y * factor;
        }
        """);

    [Fact]
    public void HelperMayCallTheForwardOfAGenericBase() => AssertFine(
        "protected override Tensor Stage(Tensor x) => training ? x : base.forward(x);",
        "Stem<Linear>",
        """
        public abstract class Stem<TLayer>(string name) : Module<Tensor, Tensor>(name)
            where TLayer : Module<Tensor, Tensor>
        {
            public override Tensor forward(Tensor x) => Stage(x) + x;

            protected virtual Tensor Stage(Tensor x) => x;
        }
        """);

    [Theory]
    [InlineData("Shift")]
    [InlineData("Stem<Linear>.Shift")]
    public void StaticHelperOfABase(string helper) => AssertFine(
        $"private readonly Linear fc = Linear(8, 8); public override Tensor forward(Tensor x) => {helper}(fc.call(x)) + base.forward(x);",
        "Stem<Linear>",
        """
        public abstract class Stem<TLayer>(string name) : Module<Tensor, Tensor>(name)
            where TLayer : Module<Tensor, Tensor>
        {
            internal static Tensor Shift(Tensor x) => x + 1;

            public override Tensor forward(Tensor x) => Shift(x);
        }
        """);

    [Fact]
    public void TensorWithASignAmongValuesOfATuple() => AssertFine("""
        private readonly Linear fc = Linear(8, 8);
        private readonly TorchSharp.Modules.Parameter table = Parameter(ones(8));

        public override Tensor forward(Tensor x) => (fc.call(x), -table).Item2 + x;
        """);

    [Theory]
    [InlineData("(var y, var factor) = (maybe, 2); if (training) y = fc.call(x); return y is null ? x : x + y * factor;")]
    [InlineData("var y = table + table; if (training) y = fc.call(x); else y = null; return y is null ? x : x + y;")]
    [InlineData("var y = table + table; ref var part = ref y; part = fc.call(x); return y;")]
    [InlineData("var y = training switch { true => table + 1, _ => table + 2 }; y = fc.call(y + x); return y;")]
    [InlineData("var pair = (First: -table, Second: x); pair.First = fc.call(x); return pair.First + pair.Second;")]
    [InlineData("var pair = (First: maybe, Second: x); pair.First = fc.call(x); return pair.First + pair.Second;")]
    public void VariableThatBeginsAsATensorHoldsValuesLater(string body) => AssertFine($$"""
        private readonly Linear fc = Linear(8, 8);
        private readonly TorchSharp.Modules.Parameter table = Parameter(ones(8));
        private readonly Tensor? maybe = null;

        public override Tensor forward(Tensor x) { {{body}} }

        public override string ToString() => $"{maybe}";
        """);

    private static void AssertFine(string members, string basis = "Module<Tensor, Tensor>", string others = "")
    {
        var source = $$"""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize, Export]
            public sealed partial class Net : {{basis}}
            {
                public Net() : base("Net") => RegisterComponents();

            {{members}}
            }

            {{others}}
            """;
        foreach (var options in (string[])["", FixedPoint, "[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]"])
            Assert.Equal(3, Generation.Run(options, source).AssertCompiles().Files.Count());
    }
}
