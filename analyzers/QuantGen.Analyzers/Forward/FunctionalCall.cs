using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>A call of a function that stands in for a layer.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Counterpart">The layer.</param>
/// <param name="Repeats">Whether a loop, or a helper that runs several times, makes the call more than once: one layer would be reused then.</param>
internal sealed record FunctionalCall(IInvocationOperation Operation, FunctionalCounterpart Counterpart, bool Repeats)
{
    /// <summary>The key under which a diagnostic tells the code fix whether the call <see cref="Repeats"/>.</summary>
    public const string RepeatsProperty = "Repeats";

    /// <summary>What a diagnostic tells the code fix.</summary>
    public ImmutableDictionary<string, string?> Properties =>
        ImmutableDictionary<string, string?>.Empty.Add(RepeatsProperty, Repeats ? bool.TrueString : bool.FalseString);

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
