using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the arguments of <c>[Quantize]</c>: those of a field go over those of its class, those of a class over the assembly's.</summary>
internal static class OptionsReader
{
    /// <summary>What the annotation of a class asks for, and the assembly's for what it leaves out.</summary>
    public static OptionsModel Read(AttributeData annotation, Compilation compilation) => Read(AnnotationArguments.Of(annotation)!, AssemblyOptions.Of(compilation));

    /// <summary>What the annotation of a field or class asks for, and that of its class or assembly for what it leaves out.</summary>
    public static OptionsModel Read(AnnotationArguments annotation, OptionsModel farther) => LowBitReader.Settle(Apply(annotation, farther));

    /// <summary>Options with those replaced that an annotation writes out.</summary>
    public static OptionsModel Apply(AnnotationArguments annotation, OptionsModel options)
    {
        var farther = options;
        if (annotation.WritesWeights)
            options = options with { Weights = annotation.Weights ?? options.Weights, WritesWeights = true };

        foreach (var value in annotation.Named)
        {
            options = value.Name switch
            {
                nameof(OptionsModel.WeightBits) when value.Value is int bits => options with { WeightBits = bits, WritesWeightBits = true },
                nameof(OptionsModel.ActivationBits) when value.Value is int bits => options with { ActivationBits = bits, WritesActivationBits = true },
                nameof(OptionsModel.WeightLevels) when value.Value is int levels => options with { WeightLevels = levels },
                nameof(OptionsModel.ActivationLevels) when value.Value is int levels => options with { ActivationLevels = levels },
                nameof(OptionsModel.WeightAlgorithm) => options with { WeightAlgorithm = value.Member ?? options.WeightAlgorithm },
                nameof(OptionsModel.ActivationAlgorithm) => options with { ActivationAlgorithm = value.Member ?? options.ActivationAlgorithm },
                nameof(OptionsModel.Target) => options with { Target = value.Member ?? options.Target },
                nameof(OptionsModel.BiasMode) => options with { BiasMode = value.Member ?? options.BiasMode },
                nameof(OptionsModel.FoldBatchNorm) when value.Value is bool on => options with { FoldBatchNorm = on },
                nameof(OptionsModel.QuantizePools) when value.Value is bool on => options with { QuantizePools = on },
                nameof(OptionsModel.Fuse) when value.Value is bool on => options with { Fuse = on },
                nameof(OptionsModel.InputDescriptor) when value.Value is string name => options with { InputDescriptor = name },
                nameof(OptionsModel.WeightDescriptor) when value.Value is string name => options with { WeightDescriptor = name },
                _ => options,
            };
        }

        options = LowBitReader.Apply(annotation, options, farther);

        // ONNX Runtime computes pools with 8-bit numbers, unless one says otherwise.
        if (options.Target == "OnnxRuntime" && annotation.Writes(nameof(OptionsModel.Target)) && !annotation.Writes(nameof(OptionsModel.QuantizePools)))
            options = options with { QuantizePools = true };

        // Fixed-point hardware shifts a whole tensor by one number; ranges for channels are asked for.
        if (!options.WritesWeights)
            options = options with { Weights = options.Target == OptionsModel.PowerOfTwo ? "PerTensor" : OptionsModel.Default.Weights };

        // These targets have quantizers that bits describe: a descriptor does not stand for them.
        if (options.Target is OptionsModel.PowerOfTwo or OptionsModel.LowBit)
            return options;

        // Of a descriptor and what it stands for the nearer one counts, and at one place the descriptor.
        if (annotation.Writes(nameof(OptionsModel.InputDescriptor)))
            options = options with { ActivationBits = OptionsModel.Default.ActivationBits };
        else if (annotation.Writes(nameof(OptionsModel.ActivationBits)))
            options = options with { InputDescriptor = null };

        if (annotation.Writes(nameof(OptionsModel.WeightDescriptor)))
            options = options with { Weights = OptionsModel.Default.Weights, WeightBits = OptionsModel.Default.WeightBits };
        else if (annotation.Writes(nameof(OptionsModel.WeightBits)) || annotation.WritesWeights)
            options = options with { WeightDescriptor = null };
        return options;
    }
}
