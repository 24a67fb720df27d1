using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>Calls of layers, by field, as an element of a container, or through a variable that may hold several.</summary>
internal sealed partial class FlowReader
{
    private readonly List<LayerSet> _sets = [];

    private Flow ReadMethodOfLayer(InvocationExpressionSyntax call, Flow layer, string name)
    {
        var inputs = CollectArguments(call);
        if (name is not ("call" or "forward"))
        {
            MayUseExtensions = true;
            return layer.Kind != FlowKind.AnyLayer && KeepsClass(layer) && !IsContainer(layer)
                ? Derived(call, name, OperationForm.Method, inputs)
                : ReadMethodOfContainer(call, layer, name);
        }

        CheckArguments(call, layer, name);
        if (_graph.Owner.KeepsFloat)
            return Derived(call, name, OperationForm.Method, inputs);

        var statement = Reassignment(call);
        if (call.Expression is MemberBindingExpressionSyntax || statement is { Parent: not (BlockSyntax or SwitchSectionSyntax) })
        {
            // Such a call cannot be taken out of the text, so its input must count as used beside it.
            _graph.Add(new ReadNode(_graph.RangeOf(call), inputs, "call"));
            statement = null;
        }

        var template = new LayerCallNode(
            _graph.RangeOf(call),
            inputs,
            layer.Field?.Name.Text ?? "",
            layer.Kind == FlowKind.Element,
            layer.Kind == FlowKind.AnyLayer,
            _graph.RangeOf(call.ArgumentList),
            _loopDepth,
            Guards,
            statement is null || layer.Kind == FlowKind.AnyLayer ? null : _graph.RangeOf(statement));
        return layer.Kind == FlowKind.AnyLayer ? ReadIndirectCall(layer, template) : ReadDirectCall(layer, template);
    }

    /// <summary>A twin is called as every module is; an overload of <c>call</c> that its class adds it has not.</summary>
    private void CheckArguments(InvocationExpressionSyntax call, Flow layer, string name)
    {
        if (layer.Field is not { Kind: LayerKind.Annotated } field || TorchTypes.CallableBase(field.Callable) is not { } callable)
            return;

        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count != callable.Arity - 1 || IsOverload(call, field, name))
            Refuse(call, $"a call of '{field.Name.ValueText}' by an overload that its class adds", "call it with all inputs of its forward");
        foreach (var argument in arguments)
        {
            if (argument.NameColon is { Name.Identifier.ValueText: var parameter } colon && !parameter.StartsWith("input", StringComparison.Ordinal))
                Refuse(colon, $"an argument of '{field.Name.ValueText}' by a name that its class gave it", "drop the name");
        }
    }

    private bool IsOverload(InvocationExpressionSyntax call, FieldEntry field, string name)
    {
        var adds = Adds(field.Type);
        for (var type = field.Callable; !adds && type is not null && !TorchTypes.IsModuleBase(type); type = type.BaseType)
            adds = Adds(type);

        return adds && _binder.SymbolOf(call) is IMethodSymbol { IsOverride: false } method && !TorchTypes.IsModuleBase(method.ContainingType);

        bool Adds(ITypeSymbol type) => type is INamedTypeSymbol named && SourceMembers.Named(named, name).Any(static member => !member.IsOverride);
    }

    private Flow ReadDirectCall(Flow layer, LayerCallNode template)
    {
        var node = _graph.Add(template);
        return ReturnsTensor(layer.Field!, layer.Kind == FlowKind.Element) ? Flow.Tensor(node) : Flow.Derived(node);
    }

    private Flow ReadIndirectCall(Flow layer, LayerCallNode template)
    {
        var set = _sets[layer.Node];
        var merge = _graph.Add(new MergeNode(template.Range, default));
        set.AddCall(merge, template, _graph);
        var returnTensors = set.Layers.All(static member => ReturnsTensor(member.Field, member.IsElement));
        return returnTensors ? Flow.Tensor(merge) : Flow.Derived(merge);
    }

    private static bool ReturnsTensor(FieldEntry field, bool isElement) =>
        isElement
            ? field.Kind == LayerKind.Sequential || (field.Type as INamedTypeSymbol)?.TypeArguments is [.., var element] && TorchTypes.ReturnsTensor(element)
            : IsKnownForTensors(field) || TorchTypes.ReturnsTensor(field.Callable);

    /// <summary>Whether a field is declared with a class of TorchSharp's whose kind alone tells that it gives one tensor back.</summary>
    private static bool IsKnownForTensors(FieldEntry field) => field is
    {
        IsDeclared: true,
        Kind: LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear or LayerKind.BatchNorm or LayerKind.Activation,
    };

    /// <summary>A container's methods that give elements; those of another layer that the twin's has not are problems.</summary>
    private Flow ReadMethodOfContainer(InvocationExpressionSyntax call, Flow layer, string name)
    {
        if (layer.Kind != FlowKind.Layer || !IsContainer(layer))
            return UseLayer(layer, call);

        return name switch
        {
            "children" or "values" => layer,
            "Cast" or "OfType" when call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: [var element] } } && KeepsLayer(element) =>
                layer,
            "keys" or "contains" or "ContainsKey" => Flow.None,
            _ => UseLayer(layer, call),
        };
    }

    private Flow ReadMemberOfLayer(Flow layer, ExpressionSyntax whole, string name)
    {
        if (IsContainer(layer) && name is "Count" or "Values" or "Keys")
            return name == "Values" ? layer : Flow.None;
        return layer.Kind != FlowKind.AnyLayer && KeepsClass(layer) ? Flow.None : UseLayer(layer, whole);
    }

    /// <summary>A layer in a variable or result whose type does not tell its class, so that a call there can hand it no quantizer.</summary>
    private Flow Undeclared(Flow layer, ExpressionSyntax origin)
    {
        if (layer.Kind != FlowKind.Layer || KeepsClass(layer))
            return layer;

        var any = Flow.AnyLayer(NewSet());
        AddTo(any, layer, origin);
        return any;
    }

    private int NewSet()
    {
        _sets.Add(new LayerSet());
        return _sets.Count - 1;
    }

    private void AddTo(Flow target, Flow layer, ExpressionSyntax origin)
    {
        var set = _sets[target.Node];
        if (layer.Kind == FlowKind.AnyLayer)
            _sets[layer.Node].Follow(set, _graph);
        else
            set.Add(new LayerSet.Member(layer.Field!, layer.Kind == FlowKind.Element, origin), _graph);
    }

    /// <summary>Merges what paths bring, layers too.</summary>
    private Flow Merge(Flow[] values, SyntaxNode where)
    {
        if (AreAllValues(values))
            return _graph.Merge(values, where);

        var layers = values.Where(static value => value.IsLayer).Distinct().ToArray();
        if (layers.Length == 0)
        {
            if (values.Distinct().ToArray() is [{ Kind: FlowKind.Code } same])
                return same;

            foreach (var code in values.Where(static value => value.Kind == FlowKind.Code))
                UseCode(code, where as ExpressionSyntax ?? where.DescendantNodes().OfType<ExpressionSyntax>().First());
            return _graph.Merge(values, where);
        }

        if (layers.Length == 1)
            return layers[0];

        var merged = Flow.AnyLayer(NewSet());
        var origin = where as ExpressionSyntax ?? where.DescendantNodes().OfType<ExpressionSyntax>().First();
        foreach (var layer in layers)
            AddTo(merged, layer, origin);
        return merged;
    }

    private static bool AreAllValues(Flow[] values)
    {
        foreach (var value in values)
        {
            if (!value.IsValue)
                return false;
        }

        return true;
    }

    /// <summary>
    /// A quantizer for a second place cannot be handed to a layer whose class the variable does not tell, so such a layer
    /// has no other place.
    /// </summary>
    private void CheckIndirectCalls()
    {
        foreach (var set in _sets)
        {
            foreach (var layer in set.Layers)
            {
                if (!layer.IsElement && layer.Field.Kind is LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear && _graph.PlacesOf(layer.Field.Name.Text) > 1)
                    _problems.Add(ProblemKind.LayerUse, layer.Origin, layer.Field.Name.ValueText, layer.Origin.ToString());
            }
        }
    }
}
