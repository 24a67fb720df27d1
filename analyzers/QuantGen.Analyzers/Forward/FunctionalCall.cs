using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>A call of a function that stands in for a layer.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Counterpart">The layer.</param>
/// <param name="Repeats">Whether a loop or a helper makes the call more than once, so that a layer in its place would be reused.</param>
internal sealed record FunctionalCall(IInvocationOperation Operation, FunctionalCounterpart Counterpart, bool Repeats)
{
    /// <summary>The key under which a diagnostic tells the code fix whether the call <see cref="Repeats"/>.</summary>
    public const string RepeatsProperty = "Repeats";

    /// <summary>What a diagnostic tells the code fix.</summary>
    public ImmutableDictionary<string, string?> Properties =>
        ImmutableDictionary<string, string?>.Empty.Add(RepeatsProperty, Repeats ? bool.TrueString : bool.FalseString);

    /// <summary>The part that names the function: <c>functional.relu</c> in <c>functional.relu(x)</c>, <c>relu</c> in <c>x.relu()</c>.</summary>
    public Location Location => (Operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } when Operation.Instance is not null => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        var other => other,
    }).GetLocation();

    /// <summary>How the user reads the call in a message: <c>functional.relu</c>, <c>torch.flatten</c>, <c>Tensor.relu</c>.</summary>
    public string DisplayName => Operation.TargetMethod.ContainingType.Name + "." + Operation.TargetMethod.Name;

    /// <summary>An argument, given or by default; null if the function has no such parameter.</summary>
    public IArgumentOperation? Argument(string name) => Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name);

    /// <summary>
    /// What the layer is made with, as source: the arguments that differ from the layer's defaults. Null if one of them depends on the run,
    /// so that no layer could be made once and for all.
    /// </summary>
    public ImmutableArray<LayerArgument>? Arguments()
    {
        var arguments = ImmutableArray.CreateBuilder<LayerArgument>();
        var positional = true;
        foreach (var parameter in Counterpart.Parameters)
        {
            var argument = LayerArgument.Of(parameter, Argument(parameter.Name));
            if (argument is { Value: ConstructionValue.Varying })
                return null;

            if (argument is null)
                positional = false;
            else
                arguments.Add(positional && !argument.IsFlag ? argument : argument with { Text = parameter.Name + ": " + argument.Text });
        }

        return arguments.ToImmutable();
    }
}
