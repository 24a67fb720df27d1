extern alias lowBit;

using QuantGen;
using QuantGen.LowBit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Models = lowBit::ModelZoo.Models;
using StructuredModels = lowBit::ModelZoo.StructuredModels;

namespace ImageClassification.LowBit;

/// <summary>Networks whose twins are for training at few bits.</summary>
internal static class LowBitModels
{
    /// <summary>All networks: some only with a structure, most only without.</summary>
    public static IReadOnlySet<string> Names { get; } = Models.Names.Union(StructuredModels.Names, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    /// <summary>Makes a network with fresh weights.</summary>
    /// <exception cref="TrainingException">There is no such network of a structure, or none without, or it has no place for it.</exception>
    public static Module<Tensor, Tensor> Create(LowBitSettings settings, long classes)
    {
        var name = settings.Model;
        if (!settings.Structure.Used)
        {
            return Models.Names.Contains(name)
                ? Models.Create(name, classes)
                : throw new TrainingException($"The network '{name}' is there with a structure alone: set structure.used to true.");
        }

        try
        {
            return StructuredModels.Create(name, settings.Structure.Shape, classes);
        }
        catch (ArgumentException exception)
        {
            throw new TrainingException(exception.Message.Split(" (Parameter")[0], exception);
        }
    }

    /// <summary>Makes the network that is trained: the twin with the network's weights, or the network itself where nothing is quantized.</summary>
    /// <exception cref="TrainingException">An option does nothing under the algorithm, or the algorithm cannot do what is asked.</exception>
    public static Module<Tensor, Tensor> Quantized(Module<Tensor, Tensor> model, LowBitSettings settings)
    {
        if (settings.IsFloat)
            return model;

        var quantization = settings.Quantization;
        var options = new LowBitOptions
        {
            Weights = quantization.Weights,
            Activations = quantization.Activations,
            Outputs = quantization.Outputs.Algorithm == LowBitAlgorithm.None ? null : quantization.Outputs,
            FirstAndLast = quantization.FirstAndLast,
            PadAfterQuantization = quantization.PadAfterQuantization,
        };
        try
        {
            return (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(new QuantizationOptions { LowBit = options });
        }
        catch (ArgumentException exception)
        {
            throw new TrainingException($"The network cannot be quantized as configured: {exception.Message.Split(" (Parameter")[0]}", exception);
        }
    }
}
