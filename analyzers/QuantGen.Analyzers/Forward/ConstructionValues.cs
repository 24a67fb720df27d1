using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>Tells constants from values that only <c>forward</c> knows.</summary>
internal static class ConstructionValues
{
    /// <summary>What an expression in <c>forward</c> depends on.</summary>
    public static ConstructionValue Of(IOperation expression)
    {
        if (expression.ConstantValue.HasValue)
            return ConstructionValue.Constant;

        return expression switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } => ConstructionValue.Constant,
            IFieldReferenceOperation { Field.IsReadOnly: true, Instance: IInstanceReferenceOperation } => ConstructionValue.Member,
            IConversionOperation or IParenthesizedOperation or IUnaryOperation or IBinaryOperation or ITupleOperation
                or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation => OfParts(expression),
            _ => ConstructionValue.Varying,
        };
    }

    private static ConstructionValue OfParts(IOperation expression)
    {
        var worst = ConstructionValue.Constant;
        foreach (var part in expression.ChildOperations)
        {
            var value = Of(part);
            if (value > worst)
                worst = value;
        }

        return worst;
    }
}
