using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the arguments of <c>[Quantize]</c>.</summary>
internal static class OptionsReader
{
    /// <summary>What the annotation asks for; what it leaves out has its default.</summary>
    public static OptionsModel Read(AttributeData annotation)
    {
        var options = OptionsModel.Default;

        foreach (var argument in annotation.ConstructorArguments)
            options = options with { Weights = MemberOf(argument) ?? options.Weights };

        foreach (var argument in annotation.NamedArguments)
        {
            var value = argument.Value;
            options = argument.Key switch
            {
                nameof(OptionsModel.Weights) => options with { Weights = MemberOf(value) ?? options.Weights },
                nameof(OptionsModel.WeightBits) when value.Value is int bits => options with { WeightBits = bits },
                nameof(OptionsModel.ActivationBits) when value.Value is int bits => options with { ActivationBits = bits },
                nameof(OptionsModel.Target) => options with { Target = MemberOf(value) ?? options.Target },
                nameof(OptionsModel.FoldBatchNorm) when value.Value is bool on => options with { FoldBatchNorm = on },
                nameof(OptionsModel.QuantizePools) when value.Value is bool on => options with { QuantizePools = on },
                _ => options,
            };
        }

        return options;
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
