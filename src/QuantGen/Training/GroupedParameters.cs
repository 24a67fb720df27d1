using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>The parameters of one group, for an optimizer.</summary>
/// <param name="Group">How they are trained.</param>
/// <param name="Parameters">Names and parameters in the order of the model.</param>
public sealed record GroupedParameters(ParameterGroup Group, IReadOnlyList<(string Name, Parameter Parameter)> Parameters)
{
    /// <summary>Shares the parameters of a model out among groups.</summary>
    /// <param name="model">A model.</param>
    /// <param name="groups">
    /// The groups, in the order of the result. Parameters that none of them matches are left out, unless one is without patterns.
    /// </param>
    /// <returns>One element for each group.</returns>
    /// <exception cref="QuantizationException">A parameter belongs to two groups, a pattern matches nothing or is no regular expression, or
    /// two groups are without patterns.</exception>
    /// <remarks>The counterpart of group_parameters in pytorch-quantization's optim.helper, which does not notice overlaps.</remarks>
    public static IReadOnlyList<GroupedParameters> Of(nn.Module model, params IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count(static group => group.Patterns.Count == 0) > 1)
            throw new QuantizationException("Only one group of parameters can be without patterns: it takes what the others leave.");

        var owners = new Dictionary<Parameter, ParameterGroup>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups.Where(static group => group.Patterns.Count > 0))
        {
            foreach (var (name, parameter) in ParameterPatterns.MatchAll(model, group.Patterns))
            {
                if (!owners.TryAdd(parameter, group))
                    throw new QuantizationException(
                        $"The parameter '{name}' belongs to two groups, that of '{owners[parameter].Patterns[0]}' and that of " +
                        $"'{group.Patterns[0]}': make their patterns exclude each other.");
            }
        }

        var parameters = model.named_parameters().ToList();
        return [.. groups.Select(group => new GroupedParameters(
            group,
            [.. parameters.Where(entry => ReferenceEquals(owners.GetValueOrDefault(entry.parameter), group.Patterns.Count == 0 ? null : group))]))];
    }

    /// <summary>The group for <c>torch.optim.SGD</c>.</summary>
    public SGD.ParamGroup ForSgd() => new(
        Values,
        new SGD.Options { LearningRate = Group.LearningRate, momentum = Group.Momentum, weight_decay = Group.WeightDecay });

    /// <summary>The group for <c>torch.optim.Adam</c>.</summary>
    public Adam.ParamGroup ForAdam() => new(
        Values,
        new Adam.Options { LearningRate = Group.LearningRate, beta1 = Group.Momentum, weight_decay = Group.WeightDecay });

    /// <summary>The group for <c>torch.optim.AdamW</c>.</summary>
    public AdamW.ParamGroup ForAdamW() => new(
        Values,
        new AdamW.Options { LearningRate = Group.LearningRate, beta1 = Group.Momentum, weight_decay = Group.WeightDecay });

    private IEnumerable<Parameter> Values => Parameters.Select(static entry => entry.Parameter);
}
