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
    /// The groups, in the order of the result. A parameter belongs to the group that names it, else to the group of its role, else to the one
    /// that is neither of names nor of a role; without such a one it is left out.
    /// </param>
    /// <returns>One element for each group. A group of a role that no parameter has is empty.</returns>
    /// <exception cref="QuantizationException">A parameter is named by two groups, a pattern matches nothing or is no regular expression, or
    /// two groups without patterns are of the same role, or both of none.</exception>
    /// <remarks>The counterpart of group_parameters in pytorch-quantization's optim.helper, which does not notice overlaps.</remarks>
    public static IReadOnlyList<GroupedParameters> Of(nn.Module model, params IReadOnlyList<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(groups);
        var general = groups.Where(static group => group.Patterns.Count == 0).ToList();
        if (general.Count(static group => group.Role is null) > 1)
            throw new QuantizationException("Only one group of parameters can be without patterns and role: it takes what the others leave.");
        if (general.GroupBy(static group => group.Role).FirstOrDefault(static same => same.Skip(1).Any()) is { } twice)
            throw new QuantizationException($"Two groups are of the role {twice.Key} and without patterns: make one of them, or give one patterns.");

        var roles = ParameterRoles.Of(model);
        var owners = Named(model, roles, groups);
        return [.. groups.Select(group => new GroupedParameters(
            group,
            [.. roles.Where(entry => ReferenceEquals(Owner(entry.Parameter, entry.Role), group)).Select(static entry => (entry.Name, entry.Parameter))]))];

        ParameterGroup? Owner(Parameter parameter, ParameterRole role) => owners.GetValueOrDefault(parameter)
            ?? general.Find(group => group.Role == role)
            ?? general.Find(static group => group.Role is null);
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

    private static Dictionary<Parameter, ParameterGroup> Named(
        nn.Module model, IReadOnlyList<(string Name, Parameter Parameter, ParameterRole Role)> roles, IReadOnlyList<ParameterGroup> groups)
    {
        var ofRole = roles.ToLookup(static entry => entry.Role, static entry => entry.Parameter);
        var owners = new Dictionary<Parameter, ParameterGroup>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups.Where(static group => group.Patterns.Count > 0))
        {
            var matched = ParameterPatterns.MatchAll(model, group.Patterns);
            if (group.Role is { } role)
            {
                matched = [.. matched.Where(entry => ofRole[role].Contains(entry.Parameter, ReferenceEqualityComparer.Instance))];
                if (matched.Count == 0)
                    throw new QuantizationException($"No parameter of the role {role} is among those that the patterns {group.Patterns} match.");
            }

            foreach (var (name, parameter) in matched)
            {
                if (!owners.TryAdd(parameter, group))
                    throw new QuantizationException(
                        $"The parameter '{name}' belongs to two groups, that of {owners[parameter].Label} and that of {group.Label}: " +
                        "make their patterns exclude each other.");
            }
        }

        return owners;
    }

    private IEnumerable<Parameter> Values => Parameters.Select(static entry => entry.Parameter);
}
