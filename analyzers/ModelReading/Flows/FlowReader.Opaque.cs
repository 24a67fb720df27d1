using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>Code that runs at another time than it stands: lambdas, queries, local functions. It may read values, but call no layer.</summary>
internal sealed partial class FlowReader
{
    private Flow ReadOpaque(SyntaxNode code, string what)
    {
        var own = OwnNames(code);
        var inputs = new List<FlowInput>();

        foreach (var node in code.DescendantNodes())
        {
            if (node is ThisExpressionSyntax and { Parent: not MemberAccessExpressionSyntax })
                _problems.Add(ProblemKind.ThisValue, node);
            if (node is SimpleNameSyntax name && IsFree(name) && !own.Contains(name.Identifier.ValueText))
                ReadCaptured(name, what, inputs);
        }

        return code is ExpressionSyntax expression ? Derived(expression, what, OperationForm.Static, inputs.ToEquatableArray()) : Flow.None;
    }

    private void ReadCaptured(SimpleNameSyntax name, string what, List<FlowInput> inputs)
    {
        var isCall = name.Parent is InvocationExpressionSyntax;
        if (isCall && _fields.Find(name.Identifier.ValueText) is { Type.TypeKind: not TypeKind.Delegate })
            return;

        if (isCall && _members.MethodOf((InvocationExpressionSyntax)name.Parent!, name, from: _graph.Owner.Owner) is { } method)
        {
            if (method.IsStatic && IsVisible(method))
                Qualify(name, method);
            else
                ReadCode(method, name);
            return;
        }

        var flow = ReadName(name);
        if (flow.Kind == FlowKind.Code)
            UseCode(flow, name);
        if (flow.IsLayer)
            Refuse(name, what + " that uses a layer", "call the layer outside it");
        else if (flow.IsValue)
            inputs.Add(_graph.Input(flow, name));
    }

    /// <summary>Whether a name stands for itself, not for a member of what is to its left, a label or an argument's name.</summary>
    private static bool IsFree(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression is ThisExpressionSyntax,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax => false,
        _ => !IsVar(name),
    };

    private static HashSet<string> OwnNames(SyntaxNode code)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in code.DescendantNodes())
        {
            var identifier = node switch
            {
                ParameterSyntax parameter => parameter.Identifier,
                VariableDeclaratorSyntax variable => variable.Identifier,
                SingleVariableDesignationSyntax variable => variable.Identifier,
                ForEachStatementSyntax loop => loop.Identifier,
                FromClauseSyntax clause => clause.Identifier,
                LetClauseSyntax clause => clause.Identifier,
                _ => default,
            };
            if (identifier != default)
                names.Add(identifier.ValueText);
        }

        return names;
    }
}
