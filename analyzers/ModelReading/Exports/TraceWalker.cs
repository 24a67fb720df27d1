using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Exports;

/// <summary>
/// Walks forward and what it calls, and decides of every expression whether it is a value of the graph or stays a tensor: a parameter, a table, whatever depends on no
/// input. What a graph value flows into - a variable, a parameter, a result, a list - holds graph values then; so the walk is repeated until nothing is added. The
/// last one leaves what has to change in the code, and what cannot be: the code is copied, so it must compile with values of the graph in the place of tensors.
/// </summary>
internal sealed partial class TraceWalker
{
    private readonly ImmutableArray<INamedTypeSymbol> _chain;
    private readonly Compilation _compilation;
    private readonly Func<SyntaxTree, SemanticModel> _modelOf;
    private readonly GraphTypes _types;
    private readonly GraphForms _forms;
    private readonly TraceNames _names;
    private readonly TracedCode _code;
    private readonly TypeTexts _typeTexts;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<ISymbol> _graph = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _startsAsTensor = new(SymbolEqualityComparer.Default);
    private readonly List<(IMethodSymbol Method, IOperation Body)> _methods = [];
    private readonly Dictionary<ISymbol, string> _tracedNames = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(IOperation Operation, bool IsWanted), bool> _known = [];
    private readonly Stack<IMethodSymbol> _functions = new();
    private readonly Stack<bool> _receivers = new();
    private readonly HashSet<ExportProblem> _problems = [];
    private bool _hasChanged;

    /// <summary>Prepares a walk.</summary>
    /// <param name="chain">The class and its bases in source.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="modelOf">Gives the semantic model of a file, the same at each call.</param>
    /// <param name="names">How the file names things.</param>
    /// <param name="code">Takes the members and their changes.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public TraceWalker(
        ImmutableArray<INamedTypeSymbol> chain, Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf, TraceNames names, TracedCode code, CancellationToken cancellation)
    {
        _chain = chain;
        _compilation = compilation;
        _modelOf = modelOf;
        _types = GraphTypes.Of(compilation);
        _forms = new GraphForms(_types, compilation);
        _names = names;
        _code = code;
        _typeTexts = new TypeTexts(modelOf, names, code);
        _cancellation = cancellation;
    }

    /// <summary>What cannot be exported.</summary>
    public IEnumerable<ExportProblem> Problems => _problems;

    /// <summary>Whether the code does not compile as it is; then the compiler speaks.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The methods of the class that compute over values of the graph, forward first.</summary>
    public IEnumerable<IMethodSymbol> Methods => _methods.Select(static pair => pair.Method);

    /// <summary>Walks forward and what it calls.</summary>
    public void Walk(IMethodSymbol forward)
    {
        // What calls it may stand in a generic base, where it is named without that class's arguments.
        _tracedNames.Add(forward.OriginalDefinition, "Trace");
        Reach(forward.OriginalDefinition);
        foreach (var parameter in forward.Parameters)
            Mark(parameter, parameter.Type);
        Mark(forward, forward.ReturnType);

        do
        {
            _cancellation.ThrowIfCancellationRequested();
            _hasChanged = false;
            _known.Clear();
            _code.Clear();
            _problems.Clear();
            _startsAsTensor.Clear();

            // Walking a method may reach more of them.
            for (var i = 0; i < _methods.Count; i++)
                Function(_methods[i].Method, _methods[i].Body);
        }
        while (_hasChanged && !IsBroken);

        foreach (var (method, _) in _methods)
            CheckPlace(method);
        EditDeclarations();
    }

    private void Function(IMethodSymbol function, IOperation? body)
    {
        _functions.Push(function);
        Visit(body);
        _functions.Pop();
    }

    /// <summary>Adds a method of the class to those that are copied.</summary>
    private bool Reach(IMethodSymbol method)
    {
        foreach (var (known, _) in _methods)
        {
            if (SymbolEqualityComparer.Default.Equals(known, method))
                return true;
        }

        var part = method.PartialImplementationPart ?? method;
        if (part.DeclaringSyntaxReferences is not [var reference, ..]
            || reference.GetSyntax(_cancellation) is not MethodDeclarationSyntax syntax
            || _modelOf(syntax.SyntaxTree).GetOperation(syntax, _cancellation) is not { } body)
        {
            return false;
        }

        _methods.Add((method, body));
        _code.Members.Add(syntax);
        return true;
    }

    /// <summary>The name of a method's copy.</summary>
    private string TracedName(IMethodSymbol method)
    {
        if (_tracedNames.TryGetValue(method, out var name))
            return name;

        var isShared = _tracedNames.Keys.Any(other => other.Name == method.Name && !SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType));
        name = "Trace" + (isShared ? method.ContainingType.Name : "") + char.ToUpperInvariant(method.Name[0]) + method.Name.Substring(1);
        while (_chain.Any(type => !type.GetMembers(name).All(IsGenerated)) || _tracedNames.Any(pair => pair.Value == name && pair.Key.Name != method.Name))
            name += "_";
        _tracedNames.Add(method, name);
        return name;
    }

    /// <summary>Whether a member stands in generated code, which rules see beside the user's.</summary>
    internal static bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.All(static reference =>
        reference.SyntaxTree.GetRoot().GetLeadingTrivia() is [var first, ..] && first.ToString() == "// <auto-generated/>");

    private bool IsGraph(ISymbol symbol) => _graph.Contains(symbol.OriginalDefinition);

    /// <summary>Notes that a variable, a parameter or what a function gives back holds values of the graph.</summary>
    private void Mark(ISymbol symbol, ITypeSymbol type)
    {
        if (GraphTypes.Carries(type) && _graph.Add(symbol.OriginalDefinition))
            _hasChanged = true;
    }

    private void Refuse(ExportProblemKind kind, SyntaxNode where, params string[] arguments) =>
        _problems.Add(new ExportProblem(kind, where.GetLocation(), arguments.ToEquatableArray()));

    private void Refuse(ExportProblemKind kind, SyntaxToken where, params string[] arguments) =>
        _problems.Add(new ExportProblem(kind, where.GetLocation(), arguments.ToEquatableArray()));

    private void RefuseConstruct(SyntaxNode where, string what, string instead) => Refuse(ExportProblemKind.Construct, where, what, instead);

    /// <summary>Visits an expression that is handed to something; what takes values of the graph can be given tensors, but no lists of tensors.</summary>
    private bool Give(IOperation? operation, bool isWanted)
    {
        if (operation is null)
            return false;

        var isGraph = Visit(operation, isWanted);
        if (!isWanted || isGraph || operation.ConstantValue.HasValue || !GraphTypes.Carries(operation.Type))
            return isGraph;

        _code.Convert(operation.Syntax);
        if (!GraphTypes.IsExactlyTensor(operation.Type) && !Reading.TorchTypes.IsTensor(operation.Type))
            RefuseConstruct(operation.Syntax, $"'{operation.Syntax}', tensors that depend on no input, in one place with values that do", "make a list of its own for each");
        return false;
    }

    /// <summary>Visits an expression whose type is inferred from it; a tensor among values of the graph says then that it is one.</summary>
    private void GiveAsValue(IOperation operation)
    {
        if (!Give(operation, isWanted: true) && !operation.ConstantValue.HasValue && Reading.TorchTypes.IsTensor(operation.Type))
            _code.Wrap(operation.Syntax, $"(({_names.Value}{(FlowOf(operation.Syntax) == NullableFlowState.MaybeNull ? "?" : "")})");
    }

    /// <summary>Makes the variable hold values of the graph that an expression is, or is a part of.</summary>
    private void MarkRoot(IOperation? operation)
    {
        switch (operation)
        {
            case IConversionOperation { Operand: var operand }:
                MarkRoot(operand);
                break;
            case IParenthesizedOperation { Operand: var operand }:
                MarkRoot(operand);
                break;
            case ILocalReferenceOperation { Local: var local }:
                Mark(local, local.Type);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Mark(parameter, parameter.Type);
                break;
            case IDeclarationExpressionOperation { Expression: var expression }:
                MarkRoot(expression);
                break;
            case IConditionalOperation { WhenTrue: var first, WhenFalse: var second }:
                MarkRoot(first);
                MarkRoot(second);
                break;
            case ITupleOperation { Elements: var elements }:
                foreach (var element in elements)
                    MarkRoot(element);
                break;
            case IArrayElementReferenceOperation { ArrayReference: var array }:
                MarkRoot(array);
                break;
            case IFieldReferenceOperation { Instance: { } instance, Field.ContainingType.IsTupleType: true }:
                MarkRoot(instance);
                break;
            case IPropertyReferenceOperation { Instance: not (null or IInstanceReferenceOperation), Property: var property } reference when !IsOwn(property):
                MarkRoot(reference.Instance);
                break;
            case IImplicitIndexerReferenceOperation { Instance: var instance }:
                MarkRoot(instance);
                break;
            case IMemberReferenceOperation { Member: var member }:
                Refuse(ExportProblemKind.KeptTensor, operation.Syntax, member.Name);
                break;
        }
    }

    private bool IsOwn(ISymbol member)
    {
        foreach (var type in _chain)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType?.OriginalDefinition))
                return true;
        }

        return false;
    }
}
