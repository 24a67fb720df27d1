using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Optimizers;

/// <summary>One number that an optimizer changes, with gradients given by hand.</summary>
internal sealed class Descent : IDisposable
{
    public const double Start = 2;

    public Parameter Value { get; } = Parameter(tensor(Start));

    /// <summary>Makes a step for each gradient and returns where it ends.</summary>
    public double Run(optim.Optimizer optimizer, params ReadOnlySpan<double> gradients)
    {
        using (optimizer)
        {
            foreach (var gradient in gradients)
            {
                Value.grad = tensor(gradient);
                optimizer.step();
            }
        }

        return Value.item<double>();
    }

    public void Dispose() => Value.Dispose();
}
