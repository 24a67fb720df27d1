using Microsoft.CodeAnalysis;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>Asks whether code parses.</summary>
internal static class SyntaxErrors
{
    /// <summary>Whether the parser reported an error in a node.</summary>
    public static bool ContainsSyntaxErrors(this SyntaxNode node)
    {
        if (!node.ContainsDiagnostics)
            return false;

        foreach (var diagnostic in node.GetDiagnostics())
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error)
                return true;
        }

        return false;
    }
}
