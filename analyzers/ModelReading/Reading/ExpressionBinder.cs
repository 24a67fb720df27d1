using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Asks the compiler for the type of an expression. Binding one expression binds the method around it, which costs more
/// than all other reading of a class together, so it is kept for what syntax and symbols leave undecided.
/// </summary>
/// <param name="model">The semantic model of the annotated part's file.</param>
/// <param name="cancellation">Stops the binding.</param>
internal sealed class ExpressionBinder(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>The compilation.</summary>
    public Compilation Compilation => model.Compilation;

    /// <summary>Whether anything was bound, so that the reading may depend on the members of other types.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>The type of an expression, or null if it has none.</summary>
    public ITypeSymbol? TypeOf(ExpressionSyntax expression)
    {
        WasAsked = true;
        return ModelOf(expression.SyntaxTree).GetTypeInfo(expression, cancellation).Type;
    }

    /// <summary>What an expression names or calls, or null.</summary>
    public ISymbol? SymbolOf(ExpressionSyntax expression)
    {
        WasAsked = true;
        return ModelOf(expression.SyntaxTree).GetSymbolInfo(expression, cancellation).Symbol;
    }

    /// <summary>Records that a constant of another type was read.</summary>
    public void NoteConstant() => WasAsked = true;

    /// <summary>The semantic model of a file that holds a part of the class.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => tree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(tree);
}
