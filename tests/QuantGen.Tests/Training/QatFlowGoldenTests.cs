using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Training;

/// <summary>Training of a quantized classifier of two layers, step by step as the peer's.</summary>
public sealed class QatFlowGoldenTests
{
    private const double LossTolerance = 1e-4;
    private const double FlowTolerance = 1e-3;

    [GoldenTheory("qat_flow")]
    [GoldenData("qat_flow")]
    public void LossesAndTrainedParametersAreThePeers(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Layer(vector, 0), Layer(vector, 1));
        using var model = new Mlp(first, second);
        using (no_grad())
        {
            foreach (var (key, value) in vector["params"].Fields)
                model.get_parameter(key)!.copy_(value.Tensor());

            foreach (var (name, amax) in vector["amax_fixed"].Fields)
                Fix(model.Quantizers().Single(named => named.Name == name).Quantizer, amax.Tensor());
        }

        var (x, labels) = (vector["x"].Tensor(), tensor(vector["labels"].Items.Select(static label => (long)label.Integer).ToArray()));
        using var optimizer = optim.SGD(model.parameters(), vector["lr"].Number);
        foreach (var loss in vector["losses"].Items)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var actual = functional.cross_entropy(model.call(x)!, labels);
            actual.backward();
            optimizer.step();
            Assert.Equal(loss.Number, actual.item<float>(), LossTolerance);
        }

        foreach (var (key, value) in vector["params_after"].Fields)
            Assert.InRange(Tensors.RelativeDistance(value.Floats, Tensors.Floats(model.get_parameter(key)!)), 0, FlowTolerance);
    }

    private static QuantLinear Layer(GoldenCase vector, int i)
    {
        var (bits, learned) = (vector["bits"].Integer, vector["learn_amax_input"].Flag);
        var size = vector["dims"].Items.Select(static extent => (long)extent.Integer).ToArray();
        using var layer = Linear(size[i], size[i + 1]);
        return new QuantLinear(
            layer,
            new QuantDescriptor { Bits = bits, LearnAmax = learned },
            new QuantDescriptor { Bits = bits, Axes = [0], Dynamic = learned });
    }

    private static void Fix(TensorQuantizer quantizer, Tensor amax)
    {
        if (quantizer.LearnedRange is { } range)
            range.Set(amax.squeeze());
        else
            quantizer.Amax = amax;
    }

    private sealed class Mlp : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.ReLU relu = ReLU();
        private readonly QuantLinear first;
        private readonly QuantLinear second;

        public Mlp(QuantLinear first, QuantLinear second)
            : base(nameof(Mlp))
        {
            (this.first, this.second) = (first, second);

            // Keys of a Sequential, as the vectors have them.
            register_module("0", first);
            register_module("1", relu);
            register_module("2", second);
        }

        public override Tensor forward(Tensor input) => second.call(relu.call(first.call(input)));
    }
}
