extern alias fixedpoint;

using QuantGen.PowerOfTwo;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using PowerOfTwoModels = fixedpoint::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>
/// Advanced calibration of a power-of-two twin, bias correction included, beside two forward passes of the float model over the same batches: the least
/// it needs.
/// </summary>
/// <param name="network">One of <see cref="Networks.Names"/>.</param>
internal sealed class PowerOfTwoCalibrationCost(string network) : IBenchmark
{
    private const int Rounds = 15;
    private const int Batches = 2;
    private const int Pictures = 64;

    /// <inheritdoc/>
    public string Name => $"pow2.calibration.{network}";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        if (!Name.StartsWith(prefix, StringComparison.Ordinal))
            yield break;

        log.WriteLine($"{Name}: {Batches} batches of {Pictures}");
        using var networks = new Networks(network);
        networks.Float.eval();
        using var twin = Twin(networks);
        Tensor[] batches = [.. Enumerable.Range(0, Batches).Select(static _ => randn(Pictures, 3, 32, 32))];
        using var calibration = new PowerOfTwoCalibration(twin, PowerOfTwoRecipe.Advanced.Calibration);
        var measured = Interleaved.Run(
            log,
            Rounds,
            new Variant("two float passes", () => ForwardTwice(networks.Float, batches)),
            new Variant("calibration", () => calibration.Run(batches)));
        yield return new Result(Name, measured[1].Processor / measured[0].Processor, "x two float forwards");
    }

    private Module<Tensor, Tensor> Twin(Networks networks)
    {
        using Module<Tensor, Tensor> model = network switch
        {
            "resnet20" => PowerOfTwoModels.ResNet20(10),
            "resnet18" => PowerOfTwoModels.ResNet18(10),
            _ => PowerOfTwoModels.MobileNetV2(10),
        };
        model.load_state_dict(networks.Float.state_dict());
        return (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(PowerOfTwoRecipe.Advanced.Options);
    }

    private static void ForwardTwice(Module<Tensor, Tensor> model, Tensor[] batches)
    {
        using var noGrad = no_grad();
        foreach (var batch in batches.Concat(batches))
        {
            using var scope = NewDisposeScope();
            model.call(batch);
        }
    }
}
