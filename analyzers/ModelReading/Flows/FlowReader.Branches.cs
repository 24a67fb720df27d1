using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>Statements in which paths part and meet again.</summary>
internal sealed partial class FlowReader
{
    private void ReadBranching(StatementSyntax statement)
    {
        switch (statement)
        {
            case IfStatementSyntax choice:
                ReadIf(choice);
                break;
            case SwitchStatementSyntax choice:
                ReadSwitch(choice);
                break;
            case TryStatementSyntax attempt:
                ReadTry(attempt);
                break;
            case ForStatementSyntax loop:
                ReadFor(loop);
                break;
            case ForEachStatementSyntax loop:
                ReadType(loop.Type);
                FixedNames.Add(loop.Identifier.ValueText);
                ReadForEach(loop, loop.Type, element => Declare(loop.Identifier.ValueText, element));
                break;
            case ForEachVariableStatementSyntax loop:
                FixedNames.UnionWith(loop.Variable.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(static part => part.Identifier.ValueText));
                ReadForEach(loop, type: null, element => DeclareParts(loop.Variable, element));
                break;
            case WhileStatementSyntax loop:
                ReadLoop(loop, () =>
                {
                    UseCondition(loop.Condition);
                    ReadStatement(loop.Statement);
                });
                break;
            case DoStatementSyntax loop:
                ReadLoop(loop, () =>
                {
                    ReadStatement(loop.Statement);
                    UseCondition(loop.Condition);
                });
                break;
            case YieldStatementSyntax { Expression: { } element }:
                Note(element, "yield", Use(element) is { } part ? part : Flow.None);
                break;
            case BreakStatementSyntax:
                Leave(_breaks);
                break;
            case ContinueStatementSyntax:
                Leave(_continues);
                break;
            case GotoStatementSyntax or LabeledStatementSyntax:
                Refuse(statement, "a goto or its label", "write a loop or an if");
                break;
            default:
                Refuse(statement, "this statement", "write it with if, for, foreach, while or using");
                break;
        }
    }

    private void ReadIf(IfStatementSyntax choice)
    {
        UseCondition(choice.Condition);
        var otherwise = _scope.Fork();

        ReadGuarded(choice.Condition, isNegated: false, choice.Statement);
        var then = _scope;

        _scope = otherwise;
        ReadGuarded(choice.Condition, isNegated: true, choice.Else?.Statement);
        otherwise = _scope;

        // Behind a branch that leaves, the other one was taken.
        if (then.IsReachable != otherwise.IsReachable)
            Guard(choice.Condition, isNegated: !then.IsReachable);
        _scope = Join(choice, [then, otherwise]);
    }

    private void ReadSwitch(SwitchStatementSyntax choice)
    {
        UseCondition(choice.Expression);
        var entry = _scope;
        var outerBreaks = _breaks;
        _breaks = [];

        var hasDefault = false;
        foreach (var section in choice.Sections)
        {
            _scope = entry.Fork();
            hasDefault |= section.Labels.Any(SyntaxKind.DefaultSwitchLabel);
            foreach (var label in section.Labels)
                ReadLabel(label);
            foreach (var statement in section.Statements)
                ReadStatement(statement);
            if (_scope.IsReachable)
                _breaks.Add(_scope);
        }

        if (!hasDefault)
            _breaks.Add(entry);
        _scope = Join(choice, _breaks.Count == 0 ? [Unreachable(entry)] : _breaks);
        _breaks = outerBreaks;
    }

    private void ReadLabel(SwitchLabelSyntax label)
    {
        switch (label)
        {
            case CaseSwitchLabelSyntax { Value: var value }:
                Use(value);
                break;
            case CasePatternSwitchLabelSyntax pattern:
                UseAny(pattern.Pattern);
                DeclareIn(pattern.Pattern, Flow.None);
                UseCondition(pattern.WhenClause?.Condition);
                break;
        }
    }

    private void ReadTry(TryStatementSyntax attempt)
    {
        var entry = _scope.Fork();
        ReadStatement(attempt.Block);

        var ends = new List<FlowScope> { _scope };
        foreach (var handler in attempt.Catches)
        {
            _scope = Join(handler, [entry.Fork(), ends[0].Fork()]);
            ReadStatement(handler.Block);
            ends.Add(_scope);
        }

        _scope = Join(attempt, ends);
        ReadStatement(attempt.Finally?.Block);
    }

    private void ReadFor(ForStatementSyntax loop)
    {
        if (loop.Declaration is { } declaration)
            ReadVariables(declaration, isUsing: false);
        foreach (var initializer in loop.Initializers)
            Use(initializer);

        ReadLoop(loop, () =>
        {
            UseCondition(loop.Condition);
            ReadStatement(loop.Statement);
            foreach (var incrementor in loop.Incrementors)
                Use(incrementor);
        });
    }

    private void ReadForEach(CommonForEachStatementSyntax loop, TypeSyntax? type, Action<Flow> declare)
    {
        var collection = Read(loop.Expression);
        var element = collection switch
        {
            { Kind: FlowKind.Layer } when IsContainer(collection) => Flow.Element(collection.Field!),
            { IsLayer: true } => ReadParameterOf(collection, loop.Expression),
            { IsValue: true } => Flow.Derived(collection.Node),
            _ => Flow.None,
        };
        if (element.IsLayer && type is not null && !KeepsLayer(type, element) && !TryWiden(type, element))
            element = UseLayer(element, loop.Expression);
        if (element.IsValue && type is not null && SyntaxNames.LastOf(type) == "Tensor")
            element = Flow.Tensor(element.Node);

        ReadLoop(loop, () =>
        {
            declare(element);
            ReadStatement(loop.Statement);
        });
    }

    /// <summary>Declares the parts of <c>var (name, head)</c>; of a dictionary's pair the layer is the second.</summary>
    private void DeclareParts(ExpressionSyntax variable, Flow element)
    {
        if (element.IsLayer && variable is DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax { Variables: [var key, var value] } })
        {
            DeclareAll(key, Flow.None);
            DeclareAll(value, element);
        }
        else if (element.IsLayer)
        {
            UseLayer(element, variable);
        }
        else
        {
            AssignPart(variable, element.IsValue ? Flow.Derived(element.Node) : element, variable);
        }
    }

    /// <summary>
    /// Reads a loop once. What it assigns may come from before the loop or from the round before, so such a variable
    /// enters as a merge whose second input is filled in when the end is known.
    /// </summary>
    private void ReadLoop(StatementSyntax loop, Action read)
    {
        var heads = new List<(string Name, int Node)>();
        foreach (var name in AssignedNames.In(loop).Concat(NamesAssignedByCode()).Distinct(StringComparer.Ordinal))
        {
            if (!_scope.Contains(name) || _scope[name].IsLayer)
                continue;

            NoteOverwritten(_scope.Find(name), name);
            var before = _scope[name];
            if (before.IsValue)
                _graph.Share(before.Node);
            var node = _graph.Add(new MergeNode(_graph.RangeOf(loop), before.IsValue ? [_graph.Input(before, loop)] : []));
            _scope.Set(name, before.Kind == FlowKind.Tensor ? Flow.Tensor(node) : Flow.Derived(node));
            heads.Add((name, node));
        }

        var (skipped, outerBreaks, outerContinues) = (_scope.Fork(), _breaks, _continues);
        (_breaks, _continues) = ([], []);
        _loopDepth++;
        read();
        _loopDepth--;

        var end = Join(loop, [_scope, .. _continues]);
        foreach (var (name, node) in heads)
        {
            NoteOverwritten(end.Find(name), name);
            if (end[name] is { IsValue: true } value && value.Node != node)
                _graph[node] = _graph[node] with { Inputs = [.. _graph[node].Inputs, _graph.Input(value, loop)] };
        }

        _scope = Join(loop, [skipped, .. _breaks]);
        (_breaks, _continues) = (outerBreaks, outerContinues);
    }

    /// <summary>What local functions and lambdas may assign to when they are called.</summary>
    private string[] NamesAssignedByCode() =>
        _scope.Names
            .Where(name => _scope[name].Kind == FlowKind.Code)
            .SelectMany(name => AssignedNames.In(_routines[_scope[name].Node].Code))
            .ToArray();

    private void Leave(List<FlowScope>? exits)
    {
        exits?.Add(_scope.Fork());
        _scope.IsReachable = false;
    }

    private FlowScope Join(SyntaxNode where, List<FlowScope> paths)
    {
        var live = paths.TrueForAll(static path => path.IsReachable) ? paths : paths.FindAll(static path => path.IsReachable);
        if (live.Count == 0)
            return paths[0];

        foreach (var name in live[0].NamesThatDiffer(live))
        {
            var values = new Flow[live.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = live[i][name];
                NoteOverwritten(live[i].Find(name), name);
            }

            live[0].Set(name, Merge(values, where));
        }

        return live[0];
    }

    private static FlowScope Unreachable(FlowScope scope)
    {
        scope.IsReachable = false;
        return scope;
    }
}
