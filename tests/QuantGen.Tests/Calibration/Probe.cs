using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

/// <summary>A model that notes in what state it was called.</summary>
internal sealed class Probe : Module<Tensor, Tensor>
{
    public readonly TensorQuantizer quantizer = new();
    public readonly Identity inner = Identity();

    public Probe()
        : base(nameof(Probe)) => RegisterComponents();

    public bool Fails { get; init; }

    public bool Skips { get; set; }

    public bool WasTraining { get; private set; }

    public bool HadGradients { get; private set; }

    public float[] Output { get; private set; } = [];

    public override Tensor forward(Tensor input)
    {
        (WasTraining, HadGradients) = (training, is_grad_enabled());
        var output = Skips ? input.alias() : quantizer.call(input);
        Output = Tensors.Floats(output);
        return Fails ? throw new InvalidOperationException("The model fails.") : inner.call(output);
    }
}
