using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Tells the arguments of an annotation that say by themselves what they are from those whose values come from elsewhere.</summary>
internal static class WrittenValues
{
    /// <summary>Whether an argument is a literal, a <c>nameof</c>, or a member of one of the attribute's enums.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="compilation">The compilation, which may have members named like those of the enums.</param>
    public static bool IsWrittenOut(ExpressionSyntax value, Compilation compilation) => value switch
    {
        LiteralExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        MemberAccessExpressionSyntax { Name: var member } => IsEnumMember(member, compilation),
        SimpleNameSyntax member => IsEnumMember(member, compilation),
        _ => false,
    };

    private static bool IsEnumMember(SimpleNameSyntax name, Compilation compilation) =>
        (name.Identifier.ValueText
            is "PerTensor" or "PerChannel" or "Depthwise"
            or "TensorRT" or "OnnxRuntime" or OptionsModel.PowerOfTwo or OptionsModel.LowBit
            or "Float" or "Int32" or "Saturate16" or "ReduceWeightScale"
            || LowBitAlgorithms.Has(name.Identifier.ValueText))
        && !DeclaredNames.Of(compilation).MayBeMember(name.Identifier.ValueText);
}
