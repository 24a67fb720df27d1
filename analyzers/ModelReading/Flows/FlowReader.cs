using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>
/// Follows the tensors through forward, path by path, and notes every call of a layer and every sum. It works on syntax
/// and the field table; a type is asked for only where a <c>+</c> depends on it. What it cannot follow is a problem, never
/// a guess: each mention of a layer that is no call and no test for null ends up in the problem list.
/// </summary>
internal sealed partial class FlowReader
{
    private readonly INamedTypeSymbol _type;
    private readonly FieldTable _fields;
    private readonly FlowGraph _graph;
    private readonly ExpressionBinder _binder;
    private readonly ProblemList _problems;
    private readonly CancellationToken _cancellation;
    private readonly FileUsings _usings;
    private readonly Dictionary<int, string> _sumStatements = [];
    private FlowScope _scope = new();
    private List<string> _blockNames = [];
    private List<FlowScope> _breaks = [];
    private List<FlowScope> _continues = [];
    private Flow _conditionalReceiver;
    private int _loopDepth;

    /// <summary>Prepares a reading.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="fields">Its fields; forward marks what it uses.</param>
    /// <param name="graph">Takes the nodes.</param>
    /// <param name="binder">Asked about operands that syntax leaves undecided.</param>
    /// <param name="usings">The file's using directives.</param>
    /// <param name="problems">Takes what stands against a twin.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FlowReader(
        INamedTypeSymbol type,
        FieldTable fields,
        FlowGraph graph,
        ExpressionBinder binder,
        FileUsings usings,
        ProblemList problems,
        CancellationToken cancellation)
    {
        _type = type;
        _fields = fields;
        _graph = graph;
        _binder = binder;
        _usings = usings;
        _problems = problems;
        _cancellation = cancellation;
    }

    /// <summary>Where forward names accessible static members of the class by their bare names.</summary>
    public List<TextRange> StaticMembers { get; } = [];

    /// <summary>The names in forward that come from outside the class: types, namespaces, static imports.</summary>
    public HashSet<string> OutsideNames { get; } = [];

    /// <summary>Whether forward calls a method that may be an extension from any namespace the file uses.</summary>
    public bool MayUseExtensions { get; private set; }

    /// <summary>Reads a method.</summary>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="method">Its symbol, for the types of its parameters that their names do not tell.</param>
    public void Read(MethodDeclarationSyntax syntax, IMethodSymbol method)
    {
        for (var i = 0; i < syntax.ParameterList.Parameters.Count; i++)
        {
            var parameter = syntax.ParameterList.Parameters[i];
            var name = parameter.Identifier.ValueText;
            ReadType(parameter.Type);
            _scope.Set(name, IsTensor(parameter, method, i) ? Flow.Tensor(_graph.Add(new ParameterNode(_graph.RangeOf(parameter), name))) : Flow.None);
        }

        if (syntax.ExpressionBody is { Expression: var result })
            ReadResult(result);
        else if (syntax.Body is { } body)
            ReadStatement(body);
    }

    private static bool IsTensor(ParameterSyntax parameter, IMethodSymbol method, int index) => parameter.Type switch
    {
        null or PredefinedTypeSyntax => false,
        { } type when SyntaxNames.LastOf(type) == "Tensor" => true,
        _ => index < method.Parameters.Length && TorchTypes.IsTensor(method.Parameters[index].Type),
    };

    private void ReadResult(ExpressionSyntax result)
    {
        var inputs = new List<FlowInput>();
        Collect(result, inputs);
        _graph.Add(new ResultNode(_graph.RangeOf(result), inputs.ToEquatableArray()));
    }

    private void Note(ExpressionSyntax where, string name, params Flow[] flows)
    {
        var inputs = flows.Where(static flow => flow.IsValue).Select(flow => _graph.Input(flow, where)).ToEquatableArray();
        if (inputs.Count > 0)
            _graph.Add(new ReadNode(_graph.RangeOf(where), inputs, name));
    }

    private void Declare(string name, Flow flow)
    {
        _scope.Set(name, flow);
        _blockNames.Add(name);
    }

    private void Refuse(SyntaxNode where, string what, string instead) => _problems.Add(ProblemKind.Construct, where, what, instead);
}
