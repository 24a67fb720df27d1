using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>Layers of the user's that make their own quantized form.</summary>
public sealed class CustomLayerTests
{
    private const string Model = """
        using QuantGen;
        using QuantGen.Modules;
        using QuantGen.Quantizers;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        public sealed class Scaling : Module<Tensor, Tensor>, IQuantizable
        {
            internal readonly Parameter factor = Parameter(ones(8));

            public Scaling() : base(nameof(Scaling)) => RegisterComponents();

            public override Tensor forward(Tensor x) => x * factor;

            public Module ToQuantized(QuantizationOptions? options = null) => new QuantScaling(this);
        }

        public sealed class QuantScaling : Module<Tensor, Tensor>
        {
            private readonly Parameter factor;
            private readonly TensorQuantizer _input_quantizer = new();

            public QuantScaling(Scaling layer) : base(nameof(QuantScaling))
            {
                factor = Parameter(layer.factor.detach().clone());
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => _input_quantizer.call(x) * factor;
        }

        [Quantize]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly Scaling scaling = new();

            public Net() : base(nameof(Net)) => RegisterComponents();

            public override Tensor forward(Tensor x) => scaling.call(fc.call(x)) + x;
        }
        """;

    [Fact]
    public void TakesPartInTheTwin()
    {
        var run = Generation.Run(Model).AssertCompiles();
        var net = run.Load().Create("Samples.Net");

        TwinRun.AssertSameWithQuantizersOff(net, [3, 8]);
        Assert.Equal(
            ["fc._input_quantizer", "fc._weight_quantizer", "scaling._input_quantizer", "residual_quantizer"],
            net.Twin().Quantizers().Select(static named => named.Name));
    }
}
