using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>Small questions to operations and their syntax.</summary>
internal static class OperationExtensions
{
    /// <summary>The operand below all conversions and parentheses.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>What a call is made on, as written: <c>relu</c> in <c>relu.call(x)</c> and in <c>relu?.call(x)</c>.</summary>
    public static SyntaxNode ReceiverSyntax(this IInvocationOperation call)
    {
        if (call.Syntax is not InvocationExpressionSyntax invocation)
            return call.Syntax;
        if (invocation.Expression is MemberAccessExpressionSyntax access)
            return access.Expression;

        return invocation.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression ?? invocation.Expression;
    }
}
