using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>
/// Follows the tensors through forward and what it calls, path by path, and notes every call of a layer and where tensors meet. It
/// works on syntax and the field table; a type is asked for only where a <c>+</c> or <c>*</c> depends on it. What it cannot follow is
/// a problem, never a guess: each mention of a layer that is no call and no test for null ends up in the problem list.
/// </summary>
internal sealed partial class FlowReader
{
    private readonly MemberTable _members;
    private readonly FieldTable _fields;
    private readonly ConstantRepeater _constants;
    private readonly MemberTexts _texts;
    private readonly TypeNames _names;
    private readonly FlowGraph _graph;
    private readonly ExpressionBinder _binder;
    private readonly ProblemList _problems;
    private readonly CancellationToken _cancellation;
    private readonly FileUsings _usings;
    private readonly bool _isForPowerOfTwo;
    private FlowScope _scope = new();
    private List<string> _blockNames = [];
    private List<FlowScope>? _breaks; // null outside of loops and switches
    private List<FlowScope>? _continues; // null outside of loops
    private Flow _conditionalReceiver;
    private int _loopDepth;
    private Routine _forward = Routine.None;

    private Dictionary<int, string> JoinStatements => field ??= [];

    /// <summary>Prepares a reading.</summary>
    /// <param name="members">The members of the class.</param>
    /// <param name="fields">Its fields; forward marks what it uses.</param>
    /// <param name="constants">Repeats private constants.</param>
    /// <param name="texts">Takes the members that the twin copies.</param>
    /// <param name="names">Writes types as the twin names them.</param>
    /// <param name="binder">Asked about operands that syntax leaves undecided.</param>
    /// <param name="usings">The files' using directives.</param>
    /// <param name="problems">Takes what stands against a twin.</param>
    /// <param name="isForPowerOfTwo">Whether results are quantized, so that more operations are places of quantizers.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FlowReader(
        MemberTable members,
        FieldTable fields,
        ConstantRepeater constants,
        MemberTexts texts,
        TypeNames names,
        ExpressionBinder binder,
        FileUsings usings,
        ProblemList problems,
        bool isForPowerOfTwo,
        CancellationToken cancellation)
    {
        _members = members;
        _fields = fields;
        _constants = constants;
        _texts = texts;
        _names = names;
        _graph = new FlowGraph(texts, isForPowerOfTwo);
        _binder = binder;
        _usings = usings;
        _problems = problems;
        _isForPowerOfTwo = isForPowerOfTwo;
        _cancellation = cancellation;
    }

    /// <summary>The names in the copied members that come from outside the class: types, namespaces, static imports.</summary>
    public HashSet<string> OutsideNames { get; } = [];

    /// <summary>Whether a method is called that may be an extension from any namespace a file uses.</summary>
    public bool MayUseExtensions { get; private set; }

    /// <summary>Reads forward and whatever it reaches.</summary>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="owner">The class that it stands in.</param>
    /// <returns>The values that flow.</returns>
    public EquatableArray<FlowNode> Read(MethodDeclarationSyntax syntax, INamedTypeSymbol owner)
    {
        _texts.Add(syntax);
        _forward = new Routine(syntax.Identifier.ValueText, syntax) { State = RoutineState.Reading, Owner = owner };
        _graph.Owner = _forward;

        ReadSignature(syntax);
        var parameters = syntax.ParameterList.Parameters;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var name = parameter.Identifier.ValueText;
            _scope.Set(name, IsTensor(parameter, syntax, owner, i) ? Flow.Tensor(_graph.Add(new ParameterNode(_graph.RangeOf(parameter), name))) : Flow.None);
        }

        // Only a twin that quantizes what goes into forward puts anything there.
        if (_isForPowerOfTwo)
            _texts.Entry = EntryOf(syntax);
        if (syntax.ExpressionBody is { Expression: ThrowExpressionSyntax whole })
            _problems.Add(ProblemKind.ForwardThrows, whole, _members.Chain[0].Name);
        else if (syntax.Body is { Statements: [ThrowStatementSyntax only] })
            _problems.Add(ProblemKind.ForwardThrows, only, _members.Chain[0].Name);

        if (syntax.ExpressionBody is { Expression: var result })
            ReadResult(result);
        else if (syntax.Body is { } body)
            ReadStatement(body);

        CheckIndirectCalls();
        NoteStatics();
        return _graph.ToModel();
    }

    private static bool IsTensor(ParameterSyntax parameter, MethodDeclarationSyntax forward, INamedTypeSymbol owner, int index) => parameter.Type switch
    {
        null or PredefinedTypeSyntax => false,
        { } type when SyntaxNames.LastOf(type) == "Tensor" => true,
        _ => SourceMembers.DeclaredBy(owner, forward.Identifier.ValueText, forward) is IMethodSymbol method && index < method.Parameters.Length && TorchTypes.IsTensor(method.Parameters[index].Type),
    };

    private void ReadResult(ExpressionSyntax result)
    {
        // Only what forward gives back is the model's result.
        if (_graph.Owner != _forward)
        {
            ReadReturn(result);
            return;
        }

        var inputs = new List<FlowInput>(1);
        var tensors = new List<FlowInput>(1);
        if (result is TupleExpressionSyntax tuple)
        {
            foreach (var argument in tuple.Arguments)
                CollectResult(argument.Expression, inputs, tensors);
        }
        else
        {
            CollectResult(result, inputs, tensors);
        }

        var all = inputs.ToEquatableArray();
        _graph.Add(new ResultNode(_graph.RangeOf(result), all, tensors.Count == all.Count ? all : tensors.ToEquatableArray()));
    }

    private void CollectResult(ExpressionSyntax part, List<FlowInput> inputs, List<FlowInput> tensors)
    {
        var count = inputs.Count;
        var kind = Collect(part, inputs);
        if (inputs.Count == count + 1 && (kind == FlowKind.Tensor || (kind == FlowKind.Derived && _forward.ResultType is { } type && SyntaxNames.LastOf(type) == "Tensor")))
            tensors.Add(inputs[count]);
    }

    private void Note(ExpressionSyntax where, string name, Flow flow)
    {
        if (flow.IsValue)
            _graph.Add(new ReadNode(_graph.RangeOf(where), [_graph.Input(flow, where)], name));
    }

    private void Note(ExpressionSyntax where, string name, Flow left, Flow right)
    {
        if (!left.IsValue || !right.IsValue)
            Note(where, name, left.IsValue ? left : right);
        else
            _graph.Add(new ReadNode(_graph.RangeOf(where), [_graph.Input(left, where), _graph.Input(right, where)], name));
    }

    private void Declare(string name, Flow flow)
    {
        _scope.Set(name, flow);
        _blockNames.Add(name);
    }

    private void Refuse(SyntaxNode where, string what, string instead) => _problems.Add(ProblemKind.Construct, where, what, instead);
}
