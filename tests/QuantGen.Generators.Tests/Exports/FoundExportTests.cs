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

    private static void AssertFine(string members)
    {
        var source = $$"""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize, Export]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("Net") => RegisterComponents();

            {{members}}
            }
            """;
        foreach (var options in (string[])["", FixedPoint, "[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]"])
            Assert.Equal(3, Generation.Run(options, source).AssertCompiles().Files.Count());
    }
}
