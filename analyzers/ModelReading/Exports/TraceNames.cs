using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Exports;

/// <summary>How the files of a symbolic forward name what they bring in: short where the class's file leaves the name free.</summary>
internal sealed class TraceNames
{
    private const string Home = "QuantGen.Graph";
    private const string Lists = "System.Collections.Generic";
    private const string Global = "global::";

    private readonly SemanticModel _model;
    private readonly int _position;

    /// <summary>Finds the names for a class.</summary>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="declaration">The part of it with the annotation.</param>
    /// <param name="written">The names of types that the copied code may mention.</param>
    public TraceNames(SemanticModel model, TypeDeclarationSyntax declaration, HashSet<string> written)
    {
        _model = model;
        _position = declaration.OpenBraceToken.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.None) ? declaration.Identifier.SpanStart : declaration.OpenBraceToken.Span.End;
        IsBarred = model.Compilation.GlobalNamespace.GetMembers("QuantGen").OfType<INamespaceSymbol>()
            .SelectMany(static root => root.GetMembers("Graph").OfType<INamespaceSymbol>())
            .SelectMany(static home => home.GetTypeMembers())
            .Any(type => type.DeclaredAccessibility == Accessibility.Public && written.Contains(type.Name) && IsTaken(type.Name));
        Value = Short("GraphValue");
        Torch = Short("GraphTorch");
        Functional = Short("GraphFunctional");
        Traceable = Short("ITraceable");
        Failure = Short("GraphException");
        List = IsListFree(written) ? "IReadOnlyList" : Global + Lists + ".IReadOnlyList";
        Tensor = model.LookupNamespacesAndTypes(_position, container: null, "Tensor") is [INamedTypeSymbol tensor] && GraphTypes.IsExactlyTensor(tensor) ? "Tensor" : "global::TorchSharp.torch.Tensor";
    }

    /// <summary>Whether the namespace as a whole would make a name in forward ambiguous.</summary>
    public bool IsBarred { get; }

    /// <summary>A value of a graph.</summary>
    public string Value { get; }

    /// <summary>The functions of torch.</summary>
    public string Torch { get; }

    /// <summary>The functions of torch.nn.functional.</summary>
    public string Functional { get; }

    /// <summary>The interface.</summary>
    public string Traceable { get; }

    /// <summary>The exception for what cannot be exported.</summary>
    public string Failure { get; }

    /// <summary>A list that is only read.</summary>
    public string List { get; }

    /// <summary>A tensor.</summary>
    public string Tensor { get; }

    /// <summary>The directives that the files need; extension methods come from one class where the namespace is barred.</summary>
    public IEnumerable<string> Imports
    {
        get
        {
            yield return IsBarred ? $"using static {Home}.LayerTracing;" : $"using {Home};";
            if (List == "IReadOnlyList")
                yield return $"using {Lists};";
        }
    }

    /// <summary>Whether a using directive for lists leaves all names in the file what they mean.</summary>
    private bool IsListFree(HashSet<string> written)
    {
        var home = _model.Compilation.GetTypeByMetadataName(Lists + ".IReadOnlyList`1")?.ContainingNamespace;
        return home is not null && written.Append("IReadOnlyList").All(name =>
            home.ConstituentNamespaces.All(part => part.GetTypeMembers(name).All(static type => type.DeclaredAccessibility != Accessibility.Public))
            || _model.LookupNamespacesAndTypes(_position, container: null, name).All(static symbol => symbol.ContainingNamespace?.ToDisplayString() == Lists));
    }

    private string Short(string type) => IsBarred || IsTaken(type) ? Global + Home + "." + type : type;

    private bool IsTaken(string name)
    {
        foreach (var symbol in _model.LookupSymbols(_position, name: name))
        {
            if (symbol.ContainingNamespace?.ToDisplayString() != Home)
                return true;
        }

        return false;
    }
}
