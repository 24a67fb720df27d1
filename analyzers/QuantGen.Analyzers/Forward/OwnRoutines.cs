using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>The code of an annotated class, of all parts that the user wrote. The compiler's bound form of it is shared with whoever else asks.</summary>
internal sealed class OwnRoutines
{
    private readonly TorchSymbols _symbols;
    private readonly List<Routine> _routines = [];
    private readonly Dictionary<ISymbol, IOperation> _initializers = new(SymbolEqualityComparer.Default);

    private OwnRoutines(TorchSymbols symbols) => _symbols = symbols;

    /// <summary>The routines, each method with its local functions and lambdas.</summary>
    public IReadOnlyList<Routine> All => _routines;

    /// <summary>What fields and properties start with, where that is written beside them.</summary>
    public IReadOnlyDictionary<ISymbol, IOperation> Initializers => _initializers;

    /// <summary>Reads the members of a class.</summary>
    public static OwnRoutines Read(INamedTypeSymbol type, TorchSymbols symbols)
    {
        var routines = new OwnRoutines(symbols);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            // The generator's own part only makes the twin.
            if (reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) || reference.GetSyntax() is not TypeDeclarationSyntax part)
                continue;

            var model = symbols.Compilation.GetSemanticModel(part.SyntaxTree);
            foreach (var member in part.Members)
                routines.Read(member, model);
        }

        return routines;
    }

    private void Read(MemberDeclarationSyntax member, SemanticModel model)
    {
        switch (member)
        {
            case BaseMethodDeclarationSyntax method:
                AddRoutine(model.GetDeclaredSymbol(method), model.GetOperation(method));
                break;
            case BasePropertyDeclarationSyntax property:
                ReadProperty(property, model);
                break;
            case BaseFieldDeclarationSyntax { Declaration.Variables: var variables }:
                foreach (var variable in variables)
                    AddInitializer(variable, variable.Initializer, model);
                break;
        }
    }

    private void ReadProperty(BasePropertyDeclarationSyntax property, SemanticModel model)
    {
        foreach (var accessor in property.AccessorList?.Accessors ?? default)
            AddRoutine(model.GetDeclaredSymbol(accessor), model.GetOperation(accessor));

        var arrow = property switch
        {
            PropertyDeclarationSyntax { ExpressionBody: var body } => body,
            IndexerDeclarationSyntax { ExpressionBody: var body } => body,
            _ => null,
        };
        if (arrow is not null)
            AddRoutine((model.GetDeclaredSymbol(property) as IPropertySymbol)?.GetMethod, model.GetOperation(arrow));
        if (property is PropertyDeclarationSyntax { Initializer: { } initializer })
            AddInitializer(property, initializer, model);
    }

    private void AddRoutine(IMethodSymbol? method, IOperation? code)
    {
        var graph = code switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body),
            IBlockOperation body => ControlFlowGraph.Create(body),
            _ => null,
        };
        if (method is not null && graph is not null)
            _routines.AddRange(RoutineReader.Read(method, [code!], graph, _symbols, default));
    }

    private void AddInitializer(SyntaxNode member, EqualsValueClauseSyntax? initializer, SemanticModel model)
    {
        if (initializer is not null
            && model.GetDeclaredSymbol(member) is { } symbol
            && model.GetOperation(initializer) is ISymbolInitializerOperation { Value: var value })
        {
            _initializers[symbol] = value;
        }
    }
}
