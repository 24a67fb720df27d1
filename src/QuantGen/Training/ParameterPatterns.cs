using System.Text.RegularExpressions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Finds parameters by their names.</summary>
/// <remarks>
/// Patterns are regular expressions that are searched for anywhere in the name that a parameter has in <c>named_parameters</c>, as
/// pytorch-quantization's optim.helper does it: <c>downsample.0.weight</c>, <c>^conv1</c>, <c>bias$</c>.
/// </remarks>
public static class ParameterPatterns
{
    private const int MostNamesInMessages = 6;

    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(1);

    /// <summary>The parameters whose names match one of the patterns, each once, in the order of the model.</summary>
    /// <param name="model">A model.</param>
    /// <param name="patterns">The patterns.</param>
    /// <returns>Names and parameters; empty when nothing matches.</returns>
    /// <exception cref="QuantizationException">A pattern is no regular expression, or takes too long on a name.</exception>
    public static IReadOnlyList<(string Name, Parameter Parameter)> Match(nn.Module model, params IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(patterns);
        var expressions = patterns.Select(Expression).ToList();
        return [.. model.named_parameters().Where(entry => expressions.Exists(expression => IsMatch(expression, entry.name)))];
    }

    /// <summary>Stops training of the parameters whose names match one of the patterns: they require no gradient from now on.</summary>
    /// <param name="model">A model.</param>
    /// <param name="patterns">The patterns, each of which must match a parameter.</param>
    /// <returns>The names of the parameters.</returns>
    /// <exception cref="QuantizationException">A pattern matches nothing, or is no regular expression. No parameter is changed.</exception>
    public static IReadOnlyList<string> Freeze(nn.Module model, params IReadOnlyList<string> patterns) => Switch(model, patterns, isTrained: false);

    /// <summary>Trains the parameters whose names match one of the patterns again.</summary>
    /// <param name="model">A model.</param>
    /// <param name="patterns">The patterns, each of which must match a parameter.</param>
    /// <returns>The names of the parameters.</returns>
    /// <exception cref="QuantizationException">A pattern matches nothing, or is no regular expression. No parameter is changed.</exception>
    public static IReadOnlyList<string> Unfreeze(nn.Module model, params IReadOnlyList<string> patterns) => Switch(model, patterns, isTrained: true);

    /// <summary>As <see cref="Match"/>, but every pattern must match something.</summary>
    /// <exception cref="QuantizationException">A pattern matches nothing, or is no regular expression.</exception>
    internal static IReadOnlyList<(string Name, Parameter Parameter)> MatchAll(nn.Module model, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (Match(model, pattern).Count == 0)
                throw NoMatch(model, pattern);
        }

        return Match(model, patterns);
    }

    private static List<string> Switch(nn.Module model, IReadOnlyList<string> patterns, bool isTrained)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(patterns);
        var matched = MatchAll(model, patterns);
        foreach (var (_, parameter) in matched)
        {
            parameter.requires_grad = isTrained;

            // An optimizer would go on with the last gradient.
            if (!isTrained && parameter.grad is not null)
                parameter.grad = null;
        }

        return [.. matched.Select(static entry => entry.Name)];
    }

    private static Regex Expression(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, LongestSearch);
        }
        catch (ArgumentException error)
        {
            throw new QuantizationException($"The pattern '{pattern}' is not a regular expression: {error.Message}", error);
        }
    }

    private static bool IsMatch(Regex expression, string name)
    {
        try
        {
            return expression.IsMatch(name);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new QuantizationException($"The pattern '{expression}' takes too long on the name '{name}': write a simpler one.", error);
        }
    }

    private static QuantizationException NoMatch(nn.Module model, string pattern)
    {
        var names = model.named_parameters().Select(static entry => entry.name).ToList();
        var rest = names.Count > MostNamesInMessages ? $" and {names.Count - MostNamesInMessages} more" : "";
        return new QuantizationException(
            $"The pattern '{pattern}' matches no parameter of {model.GetName()}" +
            (names.Count == 0 ? ", which has none." : $"; there are {string.Join(", ", names.Take(MostNamesInMessages))}{rest}."));
    }
}
