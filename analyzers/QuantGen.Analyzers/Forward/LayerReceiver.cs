using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>Says which field or property of the model a call goes to.</summary>
internal static class LayerReceiver
{
    /// <summary>
    /// The field or property of this object, or of its class, that an expression reads; followed through conversions, <c>?.</c> and locals
    /// that stand for a member. Null for anything else: an element of a list, a parameter, another object's member.
    /// </summary>
    public static ISymbol? Member(IOperation? expression) => expression switch
    {
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => reference.Field,
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: null or IInstanceReferenceOperation } own => own.Property,
        IConversionOperation conversion => Member(conversion.Operand),
        IParenthesizedOperation parenthesized => Member(parenthesized.Operand),
        IConditionalAccessInstanceOperation instance => Member(Accessed(instance)),
        ILocalReferenceOperation { IsDeclaration: false } reference => Member(Meaning(reference)),
        _ => null,
    };

    private static IOperation? Accessed(IConditionalAccessInstanceOperation instance)
    {
        // In a?.b?.call(x) the nearest access whose condition lies outside this instance is the one that it stands for.
        for (IOperation? child = instance, parent = instance.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return null;
    }

    // A local stands for what it was declared with, unless it is assigned again.
    private static IOperation? Meaning(ILocalReferenceOperation reference)
    {
        IOperation root = reference;
        while (root.Parent is not null)
            root = root.Parent;

        IOperation? meaning = null;
        foreach (var operation in root.Descendants())
        {
            if (operation is IAssignmentOperation { Target: ILocalReferenceOperation target } && !target.IsDeclaration && Same(target.Local))
                return null;

            meaning ??= operation switch
            {
                IVariableDeclaratorOperation declarator when Same(declarator.Symbol) => declarator.GetVariableInitializer()?.Value,
                IIsPatternOperation { Pattern: IDeclarationPatternOperation pattern } test when Same(pattern.DeclaredSymbol) => test.Value,
                IIsPatternOperation { Pattern: IRecursivePatternOperation pattern } test when Same(pattern.DeclaredSymbol) => test.Value,
                _ => null,
            };
        }

        return meaning;

        bool Same(ISymbol? local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }
}
