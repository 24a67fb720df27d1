using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Benchmarks;

/// <summary>What is timed of training: forward, cross entropy, backward and SGD with momentum.</summary>
internal static class TrainingStep
{
    /// <summary>A step of a model, which is put into training mode.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">A batch of what it takes.</param>
    /// <param name="labels">The class of each.</param>
    public static Action Of(Module<Tensor, Tensor> model, Tensor inputs, Tensor labels)
    {
        model.train();

        // So small a rate that the network stays what it is over all rounds.
        var optimizer = optim.SGD(model.parameters(), 1e-6, momentum: 0.9);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(inputs), labels).backward();
            optimizer.step();
        };
    }
}
