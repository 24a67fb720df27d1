using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>A model of the zoo, and what is known and expected of it.</summary>
/// <param name="Name">Its name, as torchvision has it where torchvision has the model.</param>
/// <param name="Create">Makes it with fresh weights and the number of classes that its parameters were counted with.</param>
/// <param name="Input">Makes a random input of the smallest size that is legal in training and still says something, two samples or more.</param>
/// <param name="Quantizers">How many quantizers its twin has.</param>
/// <param name="SqnrFloor">
/// The least signal to quantization noise, in dB, of the twin's 8-bit output over the float model's: what was measured less a margin of a
/// few dB, because other processors round sums otherwise.
/// </param>
internal sealed record ZooModel(string Name, Func<Module> Create, Func<Tensor> Input, int Quantizers, double SqnrFloor)
{
    /// <summary>How many numbers its parameters hold, as published; null where nothing is published.</summary>
    public long? Parameters { get; init; }

    /// <summary>How many of the quantizers belong to layers that run in training only, and have no range after calibration.</summary>
    public int TrainingQuantizers { get; init; }

    /// <summary>Runs the model or its twin; gives what comes out, in order, without the heads that are off.</summary>
    public Func<Module, Tensor, IReadOnlyList<Tensor>> Run { get; init; } =
        static (model, input) => [((Module<Tensor, Tensor>)model).call(input)];

    /// <summary>The tensors that an export of the model is given, of what <see cref="Input"/> makes.</summary>
    public Func<Tensor, IReadOnlyList<Tensor>> Inputs { get; init; } = static input => [input];

    /// <summary>
    /// Whether the twin is compared in training mode too. Not for models whose smallest legal input in training makes that slow.
    /// </summary>
    public bool ComparesTraining { get; init; } = true;

    /// <summary>Runs the model or its twin on what <see cref="Inputs"/> makes.</summary>
    public IReadOnlyList<Tensor> RunOn(Module model, IReadOnlyList<Tensor> inputs) => Run(model, inputs[0]);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
