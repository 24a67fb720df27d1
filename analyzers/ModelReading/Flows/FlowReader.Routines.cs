using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>
/// Calls of the class's own code. Each body is read once, at its first call; what it gets and what it gives back are merges,
/// to which every further call adds. So one written call of a layer stays one place, however often its method runs.
/// </summary>
internal sealed partial class FlowReader
{
    private readonly List<Routine> _routines = [];

    private Routine RoutineOf(SyntaxNode code, string name, INamedTypeSymbol owner, bool isHidden = false)
    {
        if (code == _forward.Code)
            return _forward;
        foreach (var known in _routines)
        {
            if (known.Code == code)
                return known;
        }

        var routine = new Routine(name, code) { Owner = owner, KeepsFloat = _graph.Owner.KeepsFloat || IsKeptFloat(code) };
        _routines.Add(routine);
        if (code is MemberDeclarationSyntax member)
            _texts.Add(member, isHidden);
        return routine;
    }

    private Flow CodeFlow(SyntaxNode code, string name)
    {
        var routine = RoutineOf(code, name, _graph.Owner.Owner!);
        return Flow.Code(_routines.IndexOf(routine));
    }

    private static bool IsKeptFloat(SyntaxNode code) =>
        code is MemberDeclarationSyntax { AttributeLists: { Count: > 0 } lists }
        && lists.Any(static list => list.Attributes.Any(static attribute => SyntaxNames.LastOf(attribute.Name) is "KeepFloat" or "KeepFloatAttribute"));

    /// <summary>Reads a call of the class's own code and gives what comes back.</summary>
    /// <param name="routine">The code.</param>
    /// <param name="call">The call, or the name of a property.</param>
    /// <param name="arguments">Its arguments.</param>
    private Flow Call(Routine routine, ExpressionSyntax call, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var given = arguments.Select(argument => (Argument: argument, Flow: ReadArgument(argument))).ToList();
        var inputs = given.Where(static pair => pair.Flow.IsValue).Select(pair => _graph.Input(pair.Flow, pair.Argument.Expression)).ToList();
        if (routine.State == RoutineState.Reading)
        {
            routine.Recursion ??= call;
            return Derived(call, routine.Name, OperationForm.Static, inputs.ToEquatableArray());
        }

        routine.AddCall(_graph.Owner, _guards);
        var handed = new List<CallArgument>();
        HandOver(routine, given, handed);
        if (routine.State == RoutineState.Unread)
            ReadBody(routine);

        _graph.Owner.HasPlaces |= routine.HasPlaces;
        _graph.Owner.Callees.Add(routine);
        foreach (var name in routine.Captured)
        {
            if (_scope[name] is { IsValue: true } value)
                inputs.Add(new FlowInput(value.Node, _graph.RangeOf(call)));
        }

        var result = ResultOf(routine, call, inputs, handed);
        TakeBack(routine, given, call);
        return result;
    }

    private Flow ReadArgument(ArgumentSyntax argument) => argument.Expression switch
    {
        AnonymousFunctionExpressionSyntax lambda => CodeFlow(lambda, "lambda"),
        _ when argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.Expression is DeclarationExpressionSyntax => Read(argument.Expression),
        var expression => Read(expression),
    };

    /// <summary>Where nothing in a routine can be quantized, each call is an operation of its own, so that calls stay apart.</summary>
    private Flow ResultOf(Routine routine, ExpressionSyntax call, List<FlowInput> inputs, List<CallArgument> handed)
    {
        if (!routine.Result.IsValue)
            return routine.Result;

        var node = routine.HasPlaces
            ? _graph.Add(new MergeNode(_graph.RangeOf(call), [new FlowInput(routine.Result.Node, _graph.RangeOf(call))]) { Arguments = handed.ToEquatableArray() })
            : _graph.Add(new OperationNode(_graph.RangeOf(call), inputs.ToEquatableArray(), routine.Name, OperationForm.Static, Guards));
        _graph.Share(node);
        return routine.Result with { Node = node };
    }

    /// <summary>What is handed out by reference, and captured variables, may hold something else behind the call.</summary>
    private void TakeBack(Routine routine, List<(ArgumentSyntax Argument, Flow Flow)> given, ExpressionSyntax call)
    {
        if (routine.End is not { } end)
            return;

        foreach (var name in routine.Captured)
        {
            if (_scope.Contains(name) && end[name] != routine.Entry[name])
                _scope.Set(name, end[name]);
        }

        for (var i = 0; i < given.Count; i++)
        {
            if (!given[i].Argument.RefKindKeyword.IsKind(SyntaxKind.None) && ParameterFor(routine, given[i].Argument, i) is { } parameter)
                AssignPart(given[i].Argument.Expression, end[parameter.Identifier.ValueText], call);
        }
    }

    private static ParameterSyntax? ParameterFor(Routine routine, ArgumentSyntax argument, int index)
    {
        var parameters = routine.Parameters;
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
            return parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == name);
        if (index < parameters.Count)
            return parameters[index];
        return parameters.Count > 0 && parameters[parameters.Count - 1] is var last && last.Modifiers.Any(SyntaxKind.ParamsKeyword) ? last : null;
    }

    private void HandOver(Routine routine, List<(ArgumentSyntax Argument, Flow Flow)> given, List<CallArgument> handed)
    {
        for (var i = 0; i < given.Count; i++)
        {
            var (argument, flow) = given[i];
            if (ParameterFor(routine, argument, i) is { } parameter)
                HandOver(routine, parameter, flow, argument.Expression, handed);
            else if (flow.IsLayer)
                UseLayer(flow, argument.Expression);
        }

        if (routine.State == RoutineState.Unread)
        {
            foreach (var parameter in routine.Parameters)
            {
                if (!routine.Entry.ContainsKey(parameter.Identifier.ValueText))
                    routine.Entry.Add(parameter.Identifier.ValueText, NewParameter(parameter, Flow.None));
            }

            if (routine.IsLocal)
                Capture(routine, handed);
            return;
        }

        foreach (var name in routine.Captured)
        {
            if (_scope[name] is not { IsValue: true } value)
                continue;

            handed.Add(new CallArgument(routine.Entry[name].Node, value.Node));
            _graph.Append(routine.Entry[name].Node, new FlowInput(value.Node, _graph[routine.Entry[name].Node].Range));
        }
    }

    private void HandOver(Routine routine, ParameterSyntax parameter, Flow flow, ExpressionSyntax argument, List<CallArgument> handed)
    {
        var name = parameter.Identifier.ValueText;
        if (flow.IsLayer && parameter.Type is { } type && !KeepsLayer(type, flow) && !TryWiden(type, flow))
        {
            UseLayer(flow, argument);
            return;
        }

        if (!routine.Entry.TryGetValue(name, out var entry))
            routine.Entry.Add(name, entry = NewParameter(parameter, flow));

        if (flow.IsLayer && entry.Kind == FlowKind.AnyLayer)
            AddTo(entry, flow, argument);
        else if (flow.IsLayer)
            UseLayer(flow, argument);
        else if (flow.IsValue && entry.IsValue)
        {
            handed.Add(new CallArgument(entry.Node, flow.Node));
            _graph.Append(entry.Node, _graph.Input(flow, argument));
        }
        else if (flow.Kind == FlowKind.Code && entry != flow)
            UseCode(flow, argument);
    }

    private Flow NewParameter(ParameterSyntax parameter, Flow given)
    {
        if (given.IsLayer)
            return Flow.AnyLayer(NewSet());
        if (given.Kind == FlowKind.Code)
            return given;
        if (parameter.Type is PredefinedTypeSyntax || parameter.Type is NullableTypeSyntax { ElementType: PredefinedTypeSyntax })
            return Flow.None;

        var isTensor = parameter.Type is { } type ? SyntaxNames.LastOf(type) == "Tensor" : given.Kind == FlowKind.Tensor;
        if (!isTensor && !given.IsValue)
            return Flow.None;

        var node = _graph.Add(new MergeNode(_graph.RangeOf(parameter), default));
        return isTensor ? Flow.Tensor(node) : Flow.Derived(node);
    }

    /// <summary>What a local function or lambda sees of the variables around it is handed over at every call, like an argument.</summary>
    private void Capture(Routine routine, List<CallArgument> handed)
    {
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in routine.Code.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name)
                mentioned.Add(name.Identifier.ValueText);
        }

        foreach (var name in _scope.Names)
        {
            if (!mentioned.Contains(name) || routine.Entry.ContainsKey(name) || _scope[name] is not { IsValue: true } value)
                continue;

            var range = _graph.RangeOf(routine.Code);
            var node = _graph.Add(new MergeNode(range, [new FlowInput(value.Node, range)]));
            handed.Add(new CallArgument(node, value.Node));
            routine.Captured.Add(name);
            routine.Entry.Add(name, value with { Node = node });
        }
    }

    private void ReadBody(Routine routine)
    {
        routine.State = RoutineState.Reading;
        var outer = (_scope, _blockNames, _breaks, _continues, _conditionalReceiver, _loopDepth, _graph.Owner, Guards: _guards.ToArray());
        _scope = routine.IsLocal ? _scope.Fork() : new FlowScope();
        (_blockNames, _breaks, _continues, _conditionalReceiver) = ([], null, null, Flow.None);
        _guards.Clear();
        _graph.Owner = routine;
        foreach (var (name, flow) in routine.Entry.Select(static pair => (pair.Key, pair.Value)))
            _scope.Set(name, flow);

        ReadSignature(routine.Code);
        if (routine.Body is ExpressionSyntax result)
            ReadReturn(result);
        else
            ReadStatement(routine.Body as StatementSyntax);
        ReadOtherAccessors(routine.Code);
        if (_scope.IsReachable)
            routine.Ends.Add(_scope);

        routine.Result = ResultOf(routine);
        routine.End = routine.Ends.Count == 0 ? null : Join(routine.Code, routine.Ends);
        routine.State = RoutineState.Read;

        _guards.Clear();
        _guards.AddRange(outer.Guards);
        (_scope, _blockNames, _breaks, _continues, _conditionalReceiver, _loopDepth, _graph.Owner, _) = outer;

        if (routine is { Recursion: { } recursion, HasPlaces: true })
            Refuse(recursion, $"a call of '{routine.Name}' from within itself, and layers or sums in it", "write it as a loop");
    }

    private Flow ResultOf(Routine routine)
    {
        var values = routine.Results;
        if (values.Exists(static value => value.IsLayer))
            return Merge([.. values], routine.Code);
        if (routine.ResultType is PredefinedTypeSyntax || routine.Results.Count == 0)
            return Flow.None;

        var inputs = values.Where(static value => value.IsValue).Select(value => new FlowInput(value.Node, _graph.RangeOf(routine.Code))).Distinct().ToEquatableArray();
        if (inputs.Count == 0)
            return Flow.None;

        foreach (var input in inputs)
            _graph.Share(input.Node);
        var node = _graph.Add(new MergeNode(_graph.RangeOf(routine.Code), inputs));
        var isTensor = routine.ResultType is { } type ? SyntaxNames.LastOf(type) == "Tensor" : values.All(static value => value.Kind != FlowKind.Derived);
        return isTensor ? Flow.Tensor(node) : Flow.Derived(node);
    }

    private void ReadReturn(ExpressionSyntax result)
    {
        var flow = Read(result);
        if (flow.Kind == FlowKind.Code)
            UseCode(flow, result);
        if (flow.IsLayer && _graph.Owner.ResultType is { } type && !KeepsLayer(type, flow) && !TryWiden(type, flow))
            flow = UseLayer(flow, result);
        _graph.Owner.Results.Add(Undeclared(flow, result));
        _graph.Owner.Ends.Add(_scope.Fork());
    }

    /// <summary>Reads the types and attributes of a declaration.</summary>
    private void ReadSignature(SyntaxNode code)
    {
        if (code is MemberDeclarationSyntax { AttributeLists: var lists })
        {
            foreach (var list in lists)
            {
                foreach (var attribute in list.Attributes)
                {
                    ReadType(attribute.Name);
                    UseAny(attribute.ArgumentList);
                }
            }
        }

        ReadType((code as PropertyDeclarationSyntax)?.Type ?? (code as MethodDeclarationSyntax)?.ReturnType ?? (code as LocalFunctionStatementSyntax)?.ReturnType);
        var parameters = code switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList,
            LocalFunctionStatementSyntax function => function.ParameterList,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
            _ => null,
        };
        foreach (var parameter in parameters?.Parameters ?? default)
        {
            ReadType(parameter.Type);
            UseAny(parameter.Default);
            if (parameter.Modifiers.Count > 0)
                FixedNames.Add(parameter.Identifier.ValueText);
        }
    }

    private void ReadOtherAccessors(SyntaxNode code)
    {
        if (code is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors })
            return;

        foreach (var accessor in accessors)
        {
            if (accessor.Keyword.ValueText != "get")
                ReadOpaque(accessor, "a setter");
        }
    }

    /// <summary>Code that is handed on runs wherever its new holder wants; so nothing in it may be quantized.</summary>
    private Flow UseCode(Flow code, ExpressionSyntax where)
    {
        var routine = _routines[code.Node];
        ReadUncalled(routine);
        if (routine.HasPlaces)
            Refuse(where, $"'{routine.Name}' handed on as a value, and layers or sums in it", "call it here and hand on the result");
        return Flow.None;
    }

    private void ReadUncalled(Routine routine)
    {
        if (routine.State != RoutineState.Unread)
            return;

        routine.AddCall(Routine.None, []);
        HandOver(routine, [], []);
        ReadBody(routine);
    }

    /// <summary>Static code that may get a quantizer, which is a field of the object.</summary>
    private void NoteStatics()
    {
        foreach (var routine in _routines)
        {
            if (routine is not { HasPlaces: true, Static: { RawKind: not 0 } modifier })
                continue;

            var callees = _routines
                .Where(inner => inner.Code.SyntaxTree == routine.Code.SyntaxTree && routine.Code.Span.Contains(inner.Code.Span))
                .SelectMany(static inner => inner.Callees)
                .Where(static callee => callee.Static.RawKind != 0)
                .Select(callee => _graph.RangeOf(callee.Code));
            var whole = new TextRange(_texts.RangeOf(modifier).Start, modifier.GetNextToken().SpanStart - modifier.SpanStart);
            _texts.AddStatic(new StaticCode(whole, _graph.RangeOf(routine.Code), callees.Distinct().ToEquatableArray()));
        }
    }
}
