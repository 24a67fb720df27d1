using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the arguments of <c>[Quantize]</c>: those of a field go over those of its class, those of a class over the assembly's.</summary>
internal static class OptionsReader
{
    /// <summary>What the annotation of a class asks for, and the assembly's for what it leaves out.</summary>
    public static OptionsModel Read(AttributeData annotation, Compilation compilation) => LowBitReader.Settle(Apply(annotation, AssemblyOptions.Of(compilation)));

    /// <summary>What the annotation of a field asks for, and its class's for what it leaves out.</summary>
    public static OptionsModel Read(AttributeData annotation, OptionsModel ofClass) => LowBitReader.Settle(Apply(annotation, ofClass));

    /// <summary>Options with those replaced that an annotation writes out.</summary>
    public static OptionsModel Apply(AttributeData annotation, OptionsModel options)
    {
        var farther = options;
        foreach (var argument in annotation.ConstructorArguments)
            options = options with { Weights = MemberOf(argument) ?? options.Weights, WritesWeights = true };

        foreach (var argument in annotation.NamedArguments)
        {
            var value = argument.Value;
            options = argument.Key switch
            {
                nameof(OptionsModel.WeightBits) when value.Value is int bits => options with { WeightBits = bits, WritesWeightBits = true },
                nameof(OptionsModel.ActivationBits) when value.Value is int bits => options with { ActivationBits = bits, WritesActivationBits = true },
                nameof(OptionsModel.WeightLevels) when value.Value is int levels => options with { WeightLevels = levels },
                nameof(OptionsModel.ActivationLevels) when value.Value is int levels => options with { ActivationLevels = levels },
                nameof(OptionsModel.WeightAlgorithm) => options with { WeightAlgorithm = MemberOf(value) ?? options.WeightAlgorithm },
                nameof(OptionsModel.ActivationAlgorithm) => options with { ActivationAlgorithm = MemberOf(value) ?? options.ActivationAlgorithm },
                nameof(OptionsModel.Target) => options with { Target = MemberOf(value) ?? options.Target },
                nameof(OptionsModel.BiasMode) => options with { BiasMode = MemberOf(value) ?? options.BiasMode },
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
        if (options.Target == "OnnxRuntime" && Writes(annotation, nameof(OptionsModel.Target)) && !Writes(annotation, nameof(OptionsModel.QuantizePools)))
            options = options with { QuantizePools = true };

        // Fixed-point hardware shifts a whole tensor by one number; ranges for channels are asked for.
        if (!options.WritesWeights)
            options = options with { Weights = options.Target == OptionsModel.PowerOfTwo ? "PerTensor" : OptionsModel.Default.Weights };

        // These targets have quantizers that bits describe: a descriptor does not stand for them.
        if (options.Target is OptionsModel.PowerOfTwo or OptionsModel.LowBit)
            return options;

        // Of a descriptor and what it stands for the nearer one counts, and at one place the descriptor.
        if (Writes(annotation, nameof(OptionsModel.InputDescriptor)))
            options = options with { ActivationBits = OptionsModel.Default.ActivationBits };
        else if (Writes(annotation, nameof(OptionsModel.ActivationBits)))
            options = options with { InputDescriptor = null };

        if (Writes(annotation, nameof(OptionsModel.WeightDescriptor)))
            options = options with { Weights = OptionsModel.Default.Weights, WeightBits = OptionsModel.Default.WeightBits };
        else if (Writes(annotation, nameof(OptionsModel.WeightBits)) || annotation.ConstructorArguments.Length > 0)
            options = options with { WeightDescriptor = null };
        return options;
    }

    /// <summary>Whether an annotation sets a property.</summary>
    public static bool Writes(AttributeData annotation, string property)
    {
        foreach (var argument in annotation.NamedArguments)
        {
            if (argument.Key == property)
                return argument.Value.Value is not null;
        }

        return false;
    }

    private static string? MemberOf(TypedConstant value)
    {
        if (value.Kind != TypedConstantKind.Enum || value.Type is null)
            return null;

        foreach (var member in value.Type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value.Value))
                return field.Name;
        }

        return null;
    }
}
