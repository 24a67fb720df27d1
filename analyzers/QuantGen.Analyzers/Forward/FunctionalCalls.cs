using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Forward;

/// <summary>Finds the functions in <c>forward</c> that stand in for a layer.</summary>
internal static class FunctionalCalls
{
    /// <summary>
    /// Each call, in <c>forward</c> or what it reaches, of a function that a layer could replace: one whose other arguments do not
    /// depend on the run.
    /// </summary>
    public static IEnumerable<FunctionalCall> InForward(ModelClass model)
    {
        foreach (var paths in model.InForward(RoutineEventKind.Function).GroupBy(static path => path.Event.Operation.Syntax))
        {
            var call = (IInvocationOperation)paths.First().Event.Operation;
            var repeats = paths.Count() > 1 || paths.First().Repeats;
            if (FunctionalCounterpart.Find(call, model.Symbols) is { } counterpart
                && new FunctionalCall(call, counterpart, repeats) is var functional
                && functional.Arguments() is not null)
            {
                yield return functional;
            }
        }
    }
}
