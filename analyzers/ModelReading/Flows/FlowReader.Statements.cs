using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Statements that run once, in order.</summary>
internal sealed partial class FlowReader
{
    private void ReadStatement(StatementSyntax? statement)
    {
        _cancellation.ThrowIfCancellationRequested();

        switch (statement)
        {
            case BlockSyntax block:
                ReadBlock(block);
                break;
            case ExpressionStatementSyntax { Expression: var expression }:
                Use(expression);
                break;
            case LocalDeclarationStatementSyntax declaration:
                ReadVariables(declaration.Declaration, declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword));
                break;
            case ReturnStatementSyntax { Expression: var result }:
                if (result is not null)
                    ReadResult(result);
                else if (_graph.Owner != _forward)
                    _graph.Owner.Ends.Add(_scope.Fork());
                _scope.IsReachable = false;
                break;
            case UsingStatementSyntax use:
                ReadUsing(use);
                break;
            case ThrowStatementSyntax { Expression: var exception }:
                UseAny(exception);
                _scope.IsReachable = false;
                break;
            case LockStatementSyntax { Statement: var inner }:
                ReadStatement(inner);
                break;
            case CheckedStatementSyntax { Block: var inner }:
                ReadStatement(inner);
                break;
            case LocalFunctionStatementSyntax or EmptyStatementSyntax or null:
                break;
            default:
                ReadBranching(statement);
                break;
        }
    }

    private void ReadBlock(BlockSyntax block)
    {
        var (outer, guards) = (_blockNames.Count, _guards.Count);

        // Local functions may be called above where they stand.
        foreach (var statement in block.Statements)
        {
            if (statement is LocalFunctionStatementSyntax function)
                Declare(function.Identifier.ValueText, CodeFlow(function, function.Identifier.ValueText));
        }

        foreach (var statement in block.Statements)
            ReadStatement(statement);
        for (var i = outer; i < _blockNames.Count; i++)
        {
            if (_scope[_blockNames[i]] is { Kind: FlowKind.Code, Node: var number })
                ReadUncalled(_routines[number]);
            _scope.Remove(_blockNames[i]);
        }

        _blockNames.RemoveRange(outer, _blockNames.Count - outer);
        _guards.RemoveRange(guards, _guards.Count - guards);
    }

    private void ReadUsing(UsingStatementSyntax use)
    {
        if (use.Declaration is { } declaration)
            ReadVariables(declaration, isUsing: true);
        else if (use.Expression is { } expression)
            Note(expression, "using", Use(expression));
        ReadStatement(use.Statement);
    }

    private void ReadVariables(VariableDeclarationSyntax declaration, bool isUsing)
    {
        ReadType(declaration.Type);
        foreach (var variable in declaration.Variables)
        {
            var flow = variable.Initializer switch
            {
                { Value: AnonymousFunctionExpressionSyntax lambda } => CodeFlow(lambda, variable.Identifier.ValueText),
                { Value: var value } => ReadInto(declaration.Type, value),
                null => Flow.None,
            };
            Declare(variable.Identifier.ValueText, flow);

            if (isUsing)
                FixedNames.Add(variable.Identifier.ValueText);

            // A disposed tensor must not be handed on under another name, which merging a BatchNorm would do.
            if (isUsing && flow.IsValue)
                _graph.Add(new ReadNode(_graph.RangeOf(variable), [_graph.Input(flow, variable)], "using"));
        }
    }

    private Flow ReadInto(TypeSyntax type, ExpressionSyntax value, ExpressionSyntax? whole = null)
    {
        var flow = Read(value);
        if (flow.IsLayer)
        {
            if (!KeepsLayer(type, flow) && !TryWiden(type, flow))
                return UseLayer(flow, whole ?? value);
            return type.IsVar ? flow : Undeclared(flow, value);
        }

        return type switch
        {
            PredefinedTypeSyntax => Flow.None,
            _ when flow.Kind == FlowKind.Derived && SyntaxNames.LastOf(type) == "Tensor" => Flow.Tensor(flow.Node),
            _ => flow,
        };
    }

    /// <summary>Whether a variable of that type can hold a quantized layer as well: <c>var</c> or <c>Module&lt;...&gt;</c>.</summary>
    private static bool KeepsLayer(TypeSyntax type) => type.IsVar || SyntaxNames.LastOf(type) == "Module";

    /// <summary>
    /// Writes <c>Module&lt;Tensor, Tensor&gt;</c> for the class of a layer that is of another class in the twin, or the twin's name for the annotated class of a list's
    /// element; false if the layer is neither.
    /// </summary>
    private bool TryWiden(TypeSyntax type, Flow layer)
    {
        if (MapsTensorToTensor(layer))
            _texts.ReplaceWhole(_graph.RangeOf(type), _names.AnyLayer + (type is NullableTypeSyntax ? "?" : ""));
        else if (TwinOfElement(type, layer) is { } name)
            _texts.Replace(_graph.RangeOf(name) with { Length = name.Identifier.Span.Length }, TypeReader.TwinName(name.Identifier.ValueText));
        else
            return false;
        return true;
    }

    /// <summary>The name in a type that becomes the twin's, if it is that of an annotated class whose twins a list holds.</summary>
    private SimpleNameSyntax? TwinOfElement(TypeSyntax type, Flow layer)
    {
        if (layer.Kind != FlowKind.Element
            || layer.Field is not { Kind: Layers.LayerKind.List } list
            || (list.HasAttributes && TorchTypes.AttributeOf(list.Symbol, "KeepFloatAttribute") is not null))
        {
            return null;
        }

        var written = type is NullableTypeSyntax { ElementType: var element } ? element : type;
        var name = (written as QualifiedNameSyntax)?.Right ?? written as SimpleNameSyntax;
        return name is not null && _binder.TypeOf(written) is INamedTypeSymbol { IsAbstract: false } named && TorchTypes.AnnotationOf(named) is not null
            && TorchTypes.AttributeOf(named, "KeepFloatAttribute") is null && _names.CanName(named)
            ? name
            : null;
    }

    private bool MapsTensorToTensor(Flow layer) => layer.Kind switch
    {
        FlowKind.Layer => layer.Field is { } field && !IsDictionaryOrList(field) && TorchTypes.MapsTensorToTensor(TorchTypes.ClassOf(field.Type)),
        FlowKind.Element => layer.Field is { } field
            && (field.Kind == Layers.LayerKind.Sequential || (field.Type as INamedTypeSymbol)?.TypeArguments is [.., var element] && TorchTypes.MapsTensorToTensor(element)),
        FlowKind.AnyLayer => _sets[layer.Node].Layers.All(member => MapsTensorToTensor(member.IsElement ? Flow.Element(member.Field) : Flow.Layer(member.Field))),
        _ => false,
    };

    private static bool IsDictionaryOrList(FieldEntry field) => field.Kind == Layers.LayerKind.List;

    /// <summary>Whether a variable of that type can hold what the twin has in the layer's place.</summary>
    private static bool KeepsLayer(TypeSyntax type, Flow layer) => KeepsLayer(type) || (layer.Kind == FlowKind.Layer && KeepsClass(layer));
}
