using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>
/// Code of the class that is called by name: forward, a method or computed property, a local function, a lambda in a local
/// variable. It is read once, at its first call; later calls only add what they hand over. Most forwards call nothing, so collections are made when they are first asked for.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="code">Its declaration, or the lambda.</param>
internal sealed class Routine(string name, SyntaxNode code)
{
    /// <summary>Stands for code outside every routine.</summary>
    public static Routine None { get; } = new("", null!);

    private ImmutableArray<GuardModel>? _guards;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its declaration, or the lambda.</summary>
    public SyntaxNode Code { get; } = code;

    /// <summary>The class of the chain that its code stands in; null of <see cref="None"/>.</summary>
    public INamedTypeSymbol? Owner { get; init; }

    /// <summary>How far the reading of it is.</summary>
    public RoutineState State { get; set; }

    /// <summary>Whether it sees the variables around it.</summary>
    public bool IsLocal => Code is not MemberDeclarationSyntax;

    /// <summary>Whether it, or what it calls, has a place for a quantizer: a layer's call or a sum.</summary>
    public bool HasPlaces { get; set; }

    /// <summary>The code that it calls.</summary>
    public HashSet<Routine> Callees => field ??= [];

    /// <summary>Whether its layers stay in float.</summary>
    public bool KeepsFloat { get; init; }

    /// <summary>The first call of it from its own body.</summary>
    public ExpressionSyntax? Recursion { get; set; }

    /// <summary>What each parameter and captured variable holds when it starts.</summary>
    public Dictionary<string, Flow> Entry => field ??= new(StringComparer.Ordinal);

    /// <summary>The captured variables among them.</summary>
    public List<string> Captured => field ??= [];

    /// <summary>What its returns give back.</summary>
    public List<Flow> Results => field ??= [];

    /// <summary>The variables at each of its ends.</summary>
    public List<FlowScope> Ends => field ??= [];

    /// <summary>What a call gives back.</summary>
    public Flow Result { get; set; }

    /// <summary>The variables at its end, whichever end it takes; null if it never ends.</summary>
    public FlowScope? End { get; set; }

    /// <summary>The parameters, as written.</summary>
    public IReadOnlyList<ParameterSyntax> Parameters => Code switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
        AnonymousMethodExpressionSyntax { ParameterList.Parameters: var parameters } => parameters,
        _ => [],
    };

    /// <summary>The block or expression that runs; null if there is none.</summary>
    public SyntaxNode? Body => Code switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody?.Expression,
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        PropertyDeclarationSyntax { ExpressionBody.Expression: var expression } => expression,
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } =>
            accessors.FirstOrDefault(static accessor => accessor.Keyword.ValueText == "get") is { } getter ? (SyntaxNode?)getter.Body ?? getter.ExpressionBody?.Expression : null,
        _ => null,
    };

    /// <summary>Its modifier <c>static</c>, or nothing.</summary>
    public SyntaxToken Static => Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword));

    /// <summary>The type of its result, as written; null if nothing says it.</summary>
    public TypeSyntax? ResultType => Code switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax function => function.ReturnType,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    };

    /// <summary>The conditions settled at construction that hold at every call.</summary>
    public ImmutableArray<GuardModel> Guards => _guards ??= FindGuards();

    /// <summary>Whether a call of it was noted; of forward none is.</summary>
    public bool IsCalled { get; private set; }

    private List<(Routine Caller, ImmutableArray<GuardModel> Guards)> Calls => field ??= [];

    /// <summary>Notes a call and what is known to hold there.</summary>
    public void AddCall(Routine caller, IEnumerable<GuardModel> guards)
    {
        Calls.Add((caller, [.. guards]));
        IsCalled = true;
    }

    private SyntaxTokenList Modifiers => Code switch
    {
        MemberDeclarationSyntax member => member.Modifiers,
        LocalFunctionStatementSyntax function => function.Modifiers,
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers,
        _ => default,
    };

    private ImmutableArray<GuardModel> FindGuards()
    {
        _guards = [];
        IEnumerable<GuardModel>? common = null;
        foreach (var (caller, guards) in Calls)
        {
            var all = caller.Guards.Concat(guards);
            common = common is null ? all : common.Intersect(all);
        }

        return [.. common ?? []];
    }
}
